from shop.database import SessionLocal
from shop.repository import Orders, Products


class UnitOfWork:
    def __init__(self, session_factory=SessionLocal):
        self.session_factory = session_factory

    async def __aenter__(self):
        self.session = self.session_factory()
        self.products = Products(self.session)
        self.orders = Orders(self.session)
        return self

    async def __aexit__(self, exc_type, exc, tb):
        if exc_type is not None:
            await self.session.rollback()
        await self.session.close()

    async def commit(self):
        await self.session.commit()
