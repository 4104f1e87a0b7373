from shop.models import Order, Product
from shop.unit_of_work import UnitOfWork


class OutOfStock(Exception):
    pass


async def add_product(name: str, stock: int) -> int:
    async with UnitOfWork() as uow:
        product = Product(name=name, stock=stock)
        await uow.products.add(product)
        await uow.commit()
        return product.id


async def order(product_id: int, quantity: int) -> int:
    async with UnitOfWork() as uow:
        product = await uow.products.get(product_id)
        if product is None or product.stock < quantity:
            raise OutOfStock(product_id)
        product.stock -= quantity
        uow.orders.add(Order(product_id=product_id, quantity=quantity))
        await uow.commit()
        return await uow.orders.total(product_id)
