import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, sessionmaker

maker = sessionmaker(class_=AsyncSession)


@dataclass
class Store:
    bare: sessionmaker
    made: sessionmaker = maker

    async def load(self, named: sessionmaker[AsyncSession], plain: sessionmaker[Session]):
        async with self.bare() as session:
            await session.commit()
        async with self.made() as session:
            await session.commit()
        async with named() as session:
            await session.commit()

        def commit_session():
            with plain() as session:
                session.commit()  # error: 12

        await asyncio.to_thread(commit_session)
