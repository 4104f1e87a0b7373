import logging

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desk import schemas
from desk.models import Customer, Ticket
from desk.repositories.customers import CustomerRepository
from desk.repositories.tickets import TicketRepository

logger = logging.getLogger(__name__)


class NotFound(Exception):
    pass


class Duplicate(Exception):
    pass


class TicketService:
    def __init__(self, db: Session):
        self.db = db
        self.customers = CustomerRepository(db)
        self.tickets = TicketRepository(db)

    def register(self, data: schemas.CustomerIn) -> Customer:
        if self.customers.exists(data.email):
            raise Duplicate(data.email)
        try:
            customer = self.customers.create(data.model_dump())
        except IntegrityError:
            self.db.rollback()
            logger.warning("raced for %s", data.email)
            raise Duplicate(data.email)
        return customer

    def open(self, customer_id: int, data: schemas.TicketIn) -> Ticket:
        customer = self._customer(customer_id)
        return self.tickets.create({"title": data.title, "customer_id": customer.id})

    def close(self, ticket_id: int) -> Ticket:
        ticket = self.tickets.get(ticket_id)
        if ticket is None:
            raise NotFound(ticket_id)
        return self.tickets.update(ticket, {"state": "closed"})

    def page(self, state: str | None, text: str | None, skip: int, limit: int) -> schemas.Page:
        total, items = self.tickets.search(state, text, skip, limit)
        return schemas.Page(
            total=total, items=[schemas.TicketOut.model_validate(item) for item in items]
        )

    def _customer(self, customer_id: int) -> Customer:
        customer = self.customers.get(customer_id)
        if not customer:
            raise NotFound(customer_id)
        return customer
