from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bank.db import Account


class SqlAccounts:
    def __init__(self, factory: async_sessionmaker[AsyncSession]) -> None:
        self.factory = factory

    async def open(self, owner: str) -> Account:
        async with self.factory() as session, session.begin():
            account = Account(owner=owner)
            session.add(account)
            await session.flush()
            session.expunge(account)
            return account

    async def find(self, key: int) -> Account | None:
        async with self.factory() as session:
            return await session.get(Account, key)
