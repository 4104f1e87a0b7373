"""Two questions to one database session."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine


async def ask(session: AsyncSession, question: str) -> object:
    return await session.scalar(text(question))


async def main() -> None:
    engine = create_async_engine("sqlite+aiosqlite://")
    try:
        async with AsyncSession(engine) as session:
            print(await asyncio.gather(ask(session, "select 1"), ask(session, "select 2")))  # error: 24
    finally:
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
