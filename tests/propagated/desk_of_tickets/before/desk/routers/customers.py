from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.orm import Session

from desk import schemas
from desk.database import get_db
from desk.models import Customer
from desk.repositories.customers import CustomerRepository
from desk.routers.deps import get_service
from desk.services.tickets import Duplicate, NotFound, TicketService

router = APIRouter(prefix="/customers", tags=["customers"])


@router.post("/", response_model=schemas.CustomerOut, status_code=status.HTTP_201_CREATED)
async def register(data: schemas.CustomerIn, service: TicketService = Depends(get_service)):
    try:
        return service.register(data)
    except Duplicate:
        raise HTTPException(status_code=409, detail="Email already registered")


@router.get("/", response_model=list[schemas.CustomerOut])
async def list_customers(skip: int = 0, limit: int = 100, db: Session = Depends(get_db)):
    return CustomerRepository(db).get_multi(skip=skip, limit=limit)


@router.get("/{customer_id}", response_model=schemas.CustomerOut)
async def read_customer(customer_id: int, db: Session = Depends(get_db)):
    customer = db.query(Customer).filter(Customer.id == customer_id).first()
    if customer is None:
        raise HTTPException(status_code=404, detail="Customer not found")
    return customer


@router.post("/{customer_id}/tickets", response_model=schemas.TicketOut)
async def open_ticket(
    customer_id: int, data: schemas.TicketIn, service: TicketService = Depends(get_service)
):
    try:
        return service.open(customer_id, data)
    except NotFound:
        raise HTTPException(status_code=404, detail="Customer not found")


@router.get("/{customer_id}/open")
async def open_titles(customer_id: int, service: TicketService = Depends(get_service)):
    return service.tickets.open_titles(customer_id)


@router.post("/deactivate")
def deactivate(db: Session = Depends(get_db)):
    return {"changed": CustomerRepository(db).deactivate_all()}
