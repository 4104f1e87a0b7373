# only: own

import asyncio

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker


async def store(session: AsyncSession, item):
    await session.execute(item)


async def read_only(session: AsyncSession, item):
    print(session.info, item)


async def of_a_loop(maker: async_sessionmaker[AsyncSession], items, session: AsyncSession):
    async with asyncio.TaskGroup() as group:  # error: 4, name="session"
        for item in items:
            group.create_task(store(session, item))


async def of_a_connection(pool: asyncpg.Pool):
    async with pool.acquire() as connection:
        await asyncio.gather(connection.fetch("select 1"), connection.fetch("select 2"))  # error: 14


async def one_each(sessions: list[AsyncSession], items):
    async with asyncio.TaskGroup() as group:
        for session in sessions:
            group.create_task(store(session, items))


async def not_awaited(session: AsyncSession, items):
    await asyncio.gather(*[read_only(session, item) for item in items])


async def one_only(session: AsyncSession, other):
    await asyncio.gather(store(session, 1), other.close())


async def of_the_pool(pool: asyncpg.Pool):
    await asyncio.gather(pool.fetch("select 1"), pool.fetch("select 2"))
