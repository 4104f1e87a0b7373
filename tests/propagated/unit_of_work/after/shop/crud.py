from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Product


async def list_products(db: AsyncSession, skip: int = 0, limit: int = 10):
    return (await db.scalars(select(Product).order_by(Product.id).offset(skip).limit(limit))).all()


async def count_products(db: AsyncSession) -> int:
    return await db.scalar(select(func.count()).select_from(Product))


async def rename(db, product_id: int, name: str):
    product = await db.get(Product, product_id)
    product.name = name
    await db.commit()
    await db.refresh(product)
    return product


async def delete(db: AsyncSession, product_id: int) -> bool:
    product = await db.scalar(select(Product).filter(Product.id == product_id).limit(1))
    if product is None:
        return False
    await db.delete(product)
    await db.commit()
    return True
