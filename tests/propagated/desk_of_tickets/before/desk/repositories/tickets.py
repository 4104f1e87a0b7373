from sqlalchemy import func
from sqlalchemy.orm import Session, joinedload

from desk.models import Customer, Ticket
from desk.repositories.base import BaseRepository


class TicketRepository(BaseRepository[Ticket]):
    def __init__(self, db: Session):
        super().__init__(Ticket, db)

    def search(self, state: str | None, text: str | None, skip: int, limit: int):
        query = self.db.query(Ticket)
        if state:
            query = query.filter(Ticket.state == state)
        if text:
            query = query.filter(Ticket.title.ilike(f"%{text}%"))
        total = query.count()
        items = query.order_by(Ticket.created_at.desc(), Ticket.id).offset(skip).limit(limit).all()
        return total, items

    def with_customer(self, ticket_id: int) -> Ticket | None:
        return (
            self.db.query(Ticket)
            .options(joinedload(Ticket.customer))  # who asked
            .filter(Ticket.id == ticket_id)
            .first()
        )

    def per_state(self) -> dict[str, int]:
        rows = self.db.query(Ticket.state, func.count(Ticket.id)).group_by(Ticket.state).all()
        return {state: count for state, count in rows}

    def newest_id(self) -> int | None:
        return self.db.query(func.max(Ticket.id)).scalar()

    def emails(self) -> list[str]:
        rows = self.db.query(Customer.email).join(Ticket).distinct().order_by(Customer.email)
        return [email for (email,) in rows]

    def open_titles(self, customer_id: int) -> list[str]:
        titles = []
        for ticket in self.db.query(Ticket).filter_by(customer_id=customer_id, state="open"):
            titles.append(ticket.title)
        return titles

    def of_active(self) -> list[Ticket]:
        rows = self.db.query(Ticket) \
            .filter(Ticket.customer_id.in_(
                self.db.query(Customer.id).filter(Customer.is_active.is_(True))
            )) \
            .order_by(Ticket.id)
        return list(rows)

    def titles(self, state: str) -> list[str]:
        tickets = self.db.query(Ticket).filter(Ticket.state == state).order_by(Ticket.title)
        tickets = tickets.limit(10).all()
        return [ticket.title for ticket in tickets]

    def purge(self) -> int:
        deleted = self.db.query(Ticket).filter(Ticket.state == "closed").delete()
        self.db.commit()
        return deleted
