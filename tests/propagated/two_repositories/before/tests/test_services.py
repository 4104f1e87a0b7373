import pytest

from allocation import services
from allocation.unit_of_work import MemoryUnitOfWork


def test_allocates():
    uow = MemoryUnitOfWork()
    services.add_batch("b1", "tea", 5, uow)
    assert services.allocate("tea", 3, uow) == "b1"
    assert uow.is_committed


def test_out_of_stock():
    uow = MemoryUnitOfWork()
    services.add_batch("b1", "tea", 5, uow)
    with pytest.raises(services.OutOfStock):
        services.allocate("tea", 6, uow)
