from allocation.model import Batch
from allocation.unit_of_work import AbstractUnitOfWork


class OutOfStock(Exception):
    pass


async def add_batch(reference: str, sku: str, quantity: int, uow: AbstractUnitOfWork) -> None:
    async with uow:
        uow.batches.add(Batch(reference=reference, sku=sku, available=quantity))
        await uow.commit()


async def allocate(sku: str, quantity: int, uow: AbstractUnitOfWork) -> str:
    async with uow:
        for batch in await uow.batches.for_sku(sku):
            if batch.available >= quantity:
                batch.available -= quantity
                await uow.commit()
                return batch.reference
        raise OutOfStock(sku)
