from __future__ import annotations

import abc
import os

from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import async_sessionmaker

from allocation.model import Base
from allocation.repository import AbstractRepository, MemoryRepository, SqlAlchemyRepository

ENGINE = create_engine(os.environ.get("ALLOCATION_DB", "sqlite:///allocation.db"))
DEFAULT_SESSION_FACTORY = async_sessionmaker(bind=ENGINE, expire_on_commit=False)


def set_up() -> None:
    Base.metadata.create_all(ENGINE)


class AbstractUnitOfWork(abc.ABC):
    batches: AbstractRepository

    async def __aenter__(self) -> AbstractUnitOfWork:
        return self

    async def __aexit__(self, *args):
        await self.rollback()

    async def commit(self):
        await self._commit()

    @abc.abstractmethod
    async def _commit(self):
        raise NotImplementedError

    @abc.abstractmethod
    async def rollback(self):
        raise NotImplementedError


class SqlAlchemyUnitOfWork(AbstractUnitOfWork):
    def __init__(self, session_factory=DEFAULT_SESSION_FACTORY):
        self.session_factory = session_factory

    async def __aenter__(self):
        self.session = self.session_factory()
        self.batches = SqlAlchemyRepository(self.session)
        return await super().__aenter__()

    async def __aexit__(self, *args):
        await super().__aexit__(*args)
        await self.session.close()

    async def _commit(self):
        await self.session.commit()

    async def rollback(self):
        await self.session.rollback()


class MemoryUnitOfWork(AbstractUnitOfWork):
    def __init__(self):
        self.batches = MemoryRepository()
        self.is_committed = False

    async def _commit(self):
        self.is_committed = True

    async def rollback(self):
        pass
