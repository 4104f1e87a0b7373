from __future__ import annotations

from sqlmodel import Session, create_engine, select
from sqlalchemy.pool import StaticPool

from stock.models import Batch

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)


class Batches:
    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, batch: Batch) -> None:
        self.session.add(batch)

    def of_sku(self, sku: str) -> list[Batch]:
        return list(self.session.exec(select(Batch).where(Batch.sku == sku)).all())

    def get(self, key: int) -> Batch | None:
        return self.session.get(Batch, key)


class UnitOfWork:
    session: Session
    batches: Batches

    def __enter__(self) -> UnitOfWork:
        self.session = Session(engine)
        self.batches = Batches(self.session)
        return self

    def __exit__(self, *args: object) -> None:
        self.session.rollback()
        self.session.close()

    def commit(self) -> None:
        self.session.commit()
