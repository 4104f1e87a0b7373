from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from desk.database import get_db
from desk.services.tickets import TicketService


def get_service(db: AsyncSession = Depends(get_db)) -> TicketService:
    return TicketService(db)
