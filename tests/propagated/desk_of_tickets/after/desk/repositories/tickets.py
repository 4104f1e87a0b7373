from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from desk.models import Customer, Ticket
from desk.repositories.base import BaseRepository


class TicketRepository(BaseRepository[Ticket]):
    def __init__(self, db: AsyncSession):
        super().__init__(Ticket, db)

    async def search(self, state: str | None, text: str | None, skip: int, limit: int):
        query = select(Ticket)
        if state:
            query = query.filter(Ticket.state == state)
        if text:
            query = query.filter(Ticket.title.ilike(f"%{text}%"))
        total = await self.db.scalar(select(func.count()).select_from(query.subquery()))
        items = (
            await self.db.scalars(
                query.order_by(Ticket.created_at.desc(), Ticket.id).offset(skip).limit(limit)
            )
        ).all()
        return total, items

    async def with_customer(self, ticket_id: int) -> Ticket | None:
        return (
            (
                await self.db.scalars(
                    select(Ticket)
                    .options(joinedload(Ticket.customer))  # who asked
                    .filter(Ticket.id == ticket_id)
                    .limit(1)
                )
            )
            .unique()
            .first()
        )

    async def per_state(self) -> dict[str, int]:
        rows = (
            await self.db.execute(
                select(Ticket.state, func.count(Ticket.id)).group_by(Ticket.state)
            )
        ).all()
        return {state: count for state, count in rows}

    async def newest_id(self) -> int | None:
        return await self.db.scalar(select(func.max(Ticket.id)))

    async def emails(self) -> list[str]:
        rows = select(Customer.email).join(Ticket).distinct().order_by(Customer.email)
        return [email for (email,) in await self.db.execute(rows)]

    async def open_titles(self, customer_id: int) -> list[str]:
        titles = []
        for ticket in await self.db.scalars(
            select(Ticket).filter_by(customer_id=customer_id, state="open")
        ):
            titles.append(ticket.title)
        return titles

    async def of_active(self) -> list[Ticket]:
        rows = select(Ticket) \
            .filter(Ticket.customer_id.in_(
                select(Customer.id).filter(Customer.is_active.is_(True))
            )) \
            .order_by(Ticket.id)
        return (await self.db.scalars(rows)).all()

    async def titles(self, state: str) -> list[str]:
        tickets = select(Ticket).filter(Ticket.state == state).order_by(Ticket.title)
        tickets = (await self.db.scalars(tickets.limit(10))).all()
        return [ticket.title for ticket in tickets]

    async def purge(self) -> int:
        deleted = (await self.db.execute(delete(Ticket).filter(Ticket.state == "closed"))).rowcount
        await self.db.commit()
        return deleted
