from allocation.model import Batch
from allocation.unit_of_work import AbstractUnitOfWork


class OutOfStock(Exception):
    pass


def add_batch(reference: str, sku: str, quantity: int, uow: AbstractUnitOfWork) -> None:
    with uow:
        uow.batches.add(Batch(reference=reference, sku=sku, available=quantity))
        uow.commit()


def allocate(sku: str, quantity: int, uow: AbstractUnitOfWork) -> str:
    with uow:
        for batch in uow.batches.for_sku(sku):
            if batch.available >= quantity:
                batch.available -= quantity
                uow.commit()
                return batch.reference
        raise OutOfStock(sku)
