from __future__ import annotations

from sqlmodel import create_engine, select
from sqlalchemy.pool import StaticPool
from sqlmodel.ext.asyncio.session import AsyncSession

from stock.models import Batch

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)


class Batches:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    def add(self, batch: Batch) -> None:
        self.session.add(batch)

    async def of_sku(self, sku: str) -> list[Batch]:
        return list((await self.session.exec(select(Batch).where(Batch.sku == sku))).all())

    async def get(self, key: int) -> Batch | None:
        return await self.session.get(Batch, key)


class UnitOfWork:
    session: AsyncSession
    batches: Batches

    async def __aenter__(self) -> UnitOfWork:
        self.session = AsyncSession(engine, expire_on_commit=False)
        self.batches = Batches(self.session)
        return self

    async def __aexit__(self, *args: object) -> None:
        await self.session.rollback()
        await self.session.close()

    async def commit(self) -> None:
        await self.session.commit()
