import pytest

from allocation import services
from allocation.unit_of_work import MemoryUnitOfWork


async def test_allocates():
    uow = MemoryUnitOfWork()
    await services.add_batch("b1", "tea", 5, uow)
    assert await services.allocate("tea", 3, uow) == "b1"
    assert uow.is_committed


async def test_out_of_stock():
    uow = MemoryUnitOfWork()
    await services.add_batch("b1", "tea", 5, uow)
    with pytest.raises(services.OutOfStock):
        await services.allocate("tea", 6, uow)
