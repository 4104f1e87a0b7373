from sqlalchemy.orm import Session

from store.models import Item

COLUMNS = ("id", "name", "stock")


class Items:
    def __init__(self, db: Session):
        self.db = db

    def add(self, name: str, stock: int) -> Item:
        item = Item(name=name, stock=stock)
        self.db.add(item)
        self.db.commit()
        return item

    def find(self, name: str, stock: int = 0) -> list[Item]:
        return self.db.query(Item).filter(Item.name == name, Item.stock >= stock).all()

    def as_rows(self, items: list) -> list[dict]:
        return [
            {column: getattr(item, column) for column in COLUMNS}
            for item in items
            if item.stock is not None
        ]
