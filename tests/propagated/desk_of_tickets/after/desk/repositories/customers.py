from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from desk.models import Customer
from desk.repositories.base import BaseRepository


class CustomerRepository(BaseRepository[Customer]):
    def __init__(self, db: AsyncSession):
        super().__init__(Customer, db)

    async def get_by_email(self, email: str) -> Customer | None:
        return (
            await self.db.scalars(select(Customer).filter(Customer.email == email))
        ).one_or_none()

    async def exists(self, email: str) -> bool:
        return await self.db.scalar(
            select(select(Customer).filter(Customer.email == email).exists())
        )

    async def deactivate_all(self) -> int:
        changed = (
            await self.db.execute(
                update(Customer)
                .filter(Customer.is_active.is_(True))
                .values({"is_active": False})
                .execution_options(synchronize_session=False)
            )
        ).rowcount
        await self.db.commit()
        return changed
