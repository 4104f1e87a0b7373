from abc import ABC, abstractmethod

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order, Product


class AbstractProducts(ABC):
    @abstractmethod
    async def get(self, product_id: int) -> Product | None:
        raise NotImplementedError

    @abstractmethod
    async def by_name(self, name: str) -> list[Product]:
        raise NotImplementedError

    @abstractmethod
    async def add(self, product: Product) -> None:
        raise NotImplementedError


class Products(AbstractProducts):
    def __init__(self, session: AsyncSession):
        self.session = session

    async def get(self, product_id: int) -> Product | None:
        return await self.session.get(Product, product_id)

    async def by_name(self, name: str) -> list[Product]:
        return (
            await self.session.scalars(
                select(Product).filter(Product.name == name).order_by(Product.id)
            )
        ).all()

    async def add(self, product: Product) -> None:
        self.session.add(product)
        await self.session.flush()


class Orders:
    def __init__(self, session: AsyncSession):
        self.session = session

    def add(self, order: Order) -> None:
        self.session.add(order)

    async def total(self, product_id: int) -> int:
        rows = await self.session.execute(select(Order).where(Order.product_id == product_id))
        return sum(order.quantity for order in rows.scalars())
