from fastapi import Depends
from sqlalchemy.orm import Session

from desk.database import get_db
from desk.services.tickets import TicketService


def get_service(db: Session = Depends(get_db)) -> TicketService:
    return TicketService(db)
