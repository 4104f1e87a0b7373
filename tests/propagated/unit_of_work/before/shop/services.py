from shop.models import Order, Product
from shop.unit_of_work import UnitOfWork


class OutOfStock(Exception):
    pass


def add_product(name: str, stock: int) -> int:
    with UnitOfWork() as uow:
        product = Product(name=name, stock=stock)
        uow.products.add(product)
        uow.commit()
        return product.id


def order(product_id: int, quantity: int) -> int:
    with UnitOfWork() as uow:
        product = uow.products.get(product_id)
        if product is None or product.stock < quantity:
            raise OutOfStock(product_id)
        product.stock -= quantity
        uow.orders.add(Order(product_id=product_id, quantity=quantity))
        uow.commit()
        return uow.orders.total(product_id)
