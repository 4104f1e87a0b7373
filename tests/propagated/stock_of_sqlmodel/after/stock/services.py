from stock.models import Batch
from stock.uow import UnitOfWork


async def receive(sku: str, quantity: int, uow: UnitOfWork) -> int:
    async with uow:
        batch = Batch(sku=sku, quantity=quantity)
        uow.batches.add(batch)
        await uow.commit()
        return batch.quantity


async def available(sku: str, uow: UnitOfWork) -> int:
    async with uow:
        return sum(batch.quantity for batch in await uow.batches.of_sku(sku))
