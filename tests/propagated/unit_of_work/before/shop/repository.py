from abc import ABC, abstractmethod

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import Order, Product


class AbstractProducts(ABC):
    @abstractmethod
    def get(self, product_id: int) -> Product | None:
        raise NotImplementedError

    @abstractmethod
    def by_name(self, name: str) -> list[Product]:
        raise NotImplementedError

    @abstractmethod
    def add(self, product: Product) -> None:
        raise NotImplementedError


class Products(AbstractProducts):
    def __init__(self, session: Session):
        self.session = session

    def get(self, product_id: int) -> Product | None:
        return self.session.get(Product, product_id)

    def by_name(self, name: str) -> list[Product]:
        return self.session.query(Product).filter(Product.name == name).order_by(Product.id).all()

    def add(self, product: Product) -> None:
        self.session.add(product)
        self.session.flush()


class Orders:
    def __init__(self, session: Session):
        self.session = session

    def add(self, order: Order) -> None:
        self.session.add(order)

    def total(self, product_id: int) -> int:
        rows = self.session.execute(select(Order).where(Order.product_id == product_id))
        return sum(order.quantity for order in rows.scalars())
