from stock.models import Batch
from stock.uow import UnitOfWork


def receive(sku: str, quantity: int, uow: UnitOfWork) -> int:
    with uow:
        batch = Batch(sku=sku, quantity=quantity)
        uow.batches.add(batch)
        uow.commit()
        return batch.quantity


def available(sku: str, uow: UnitOfWork) -> int:
    with uow:
        return sum(batch.quantity for batch in uow.batches.of_sku(sku))
