from __future__ import annotations

import abc
import os

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from allocation.model import Base
from allocation.repository import AbstractRepository, MemoryRepository, SqlAlchemyRepository

ENGINE = create_engine(os.environ.get("ALLOCATION_DB", "sqlite:///allocation.db"))
DEFAULT_SESSION_FACTORY = sessionmaker(bind=ENGINE)


def set_up() -> None:
    Base.metadata.create_all(ENGINE)


class AbstractUnitOfWork(abc.ABC):
    batches: AbstractRepository

    def __enter__(self) -> AbstractUnitOfWork:
        return self

    def __exit__(self, *args):
        self.rollback()

    def commit(self):
        self._commit()

    @abc.abstractmethod
    def _commit(self):
        raise NotImplementedError

    @abc.abstractmethod
    def rollback(self):
        raise NotImplementedError


class SqlAlchemyUnitOfWork(AbstractUnitOfWork):
    def __init__(self, session_factory=DEFAULT_SESSION_FACTORY):
        self.session_factory = session_factory

    def __enter__(self):
        self.session = self.session_factory()
        self.batches = SqlAlchemyRepository(self.session)
        return super().__enter__()

    def __exit__(self, *args):
        super().__exit__(*args)
        self.session.close()

    def _commit(self):
        self.session.commit()

    def rollback(self):
        self.session.rollback()


class MemoryUnitOfWork(AbstractUnitOfWork):
    def __init__(self):
        self.batches = MemoryRepository()
        self.is_committed = False

    def _commit(self):
        self.is_committed = True

    def rollback(self):
        pass
