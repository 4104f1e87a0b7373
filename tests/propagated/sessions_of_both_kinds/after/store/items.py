from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import Item

COLUMNS = ("id", "name", "stock")


class Items:
    def __init__(self, db: AsyncSession):
        self.db = db

    async def add(self, name: str, stock: int) -> Item:
        item = Item(name=name, stock=stock)
        self.db.add(item)
        await self.db.commit()
        return item

    async def find(self, name: str, stock: int = 0) -> list[Item]:
        return (
            await self.db.scalars(
                select(Item).filter(Item.name == name, Item.stock >= stock)
            )
        ).all()

    def as_rows(self, items: list) -> list[dict]:
        return [
            {column: getattr(item, column) for column in COLUMNS}
            for item in items
            if item.stock is not None
        ]
