from fastapi import APIRouter, Depends, HTTPException

from desk import schemas
from desk.routers.deps import get_service
from desk.services.tickets import NotFound, TicketService

router = APIRouter(prefix="/tickets", tags=["tickets"])


@router.get("/", response_model=schemas.Page)
async def search(
    state: str | None = None,
    text: str | None = None,
    skip: int = 0,
    limit: int = 20,
    service: TicketService = Depends(get_service),
):
    return service.page(state, text, skip, limit)


@router.get("/stats")
async def stats(service: TicketService = Depends(get_service)):
    return {
        "states": service.tickets.per_state(),
        "newest": service.tickets.newest_id(),
        "emails": service.tickets.emails(),
        "of_active": len(service.tickets.of_active()),
        "titles": service.tickets.titles("open"),
    }


@router.get("/{ticket_id}")
async def read(ticket_id: int, service: TicketService = Depends(get_service)):
    ticket = service.tickets.with_customer(ticket_id)
    if ticket is None:
        raise HTTPException(status_code=404, detail="Ticket not found")
    return {"title": ticket.title, "customer": ticket.customer.name}


@router.post("/{ticket_id}/close", response_model=schemas.TicketOut)
async def close(ticket_id: int, service: TicketService = Depends(get_service)):
    try:
        return service.close(ticket_id)
    except NotFound:
        raise HTTPException(status_code=404, detail="Ticket not found")


@router.delete("/closed")
async def purge(service: TicketService = Depends(get_service)):
    return {"deleted": service.tickets.purge()}


@router.delete("/{ticket_id}")
async def remove(ticket_id: int, service: TicketService = Depends(get_service)):
    if service.tickets.remove(ticket_id) is None:
        raise HTTPException(status_code=404, detail="Ticket not found")
    return {"ok": True}
