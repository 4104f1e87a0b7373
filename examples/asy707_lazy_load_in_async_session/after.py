"""Save a visitor and print the number that the database gave."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Visitor(Base):
    __tablename__ = "visitors"
    id: Mapped[int] = mapped_column(primary_key=True)


async def main() -> None:
    engine = create_async_engine("sqlite+aiosqlite://")
    try:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(engine, expire_on_commit=False) as session:
            visitor = Visitor()
            session.add(visitor)
            await session.commit()
            print("visitor", visitor.id)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
