import abc

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from allocation.model import Batch


class AbstractRepository(abc.ABC):
    @abc.abstractmethod
    def add(self, batch: Batch) -> None: ...

    @abc.abstractmethod
    async def get(self, reference: str) -> Batch | None: ...

    @abc.abstractmethod
    async def for_sku(self, sku: str) -> list[Batch]: ...


class SqlAlchemyRepository(AbstractRepository):
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    def add(self, batch):
        self.session.add(batch)

    async def get(self, reference):
        return (
            await self.session.scalars(select(Batch).where(Batch.reference == reference))
        ).first()

    async def for_sku(self, sku):
        return list(await self.session.scalars(select(Batch).where(Batch.sku == sku)))


class MemoryRepository(AbstractRepository):
    def __init__(self) -> None:
        self.batches: dict[str, Batch] = {}

    def add(self, batch):
        self.batches[batch.reference] = batch

    async def get(self, reference):
        return self.batches.get(reference)

    async def for_sku(self, sku):
        return [batch for batch in self.batches.values() if batch.sku == sku]
