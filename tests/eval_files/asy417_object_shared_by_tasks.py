# only: own
import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession


async def count(session: AsyncSession, what) -> int:
    return await session.scalar(what)


async def dashboard(session: AsyncSession) -> tuple:
    await asyncio.gather(session.execute(1))
    return await asyncio.gather(  # error: 17, name="session"
        session.execute(select(1)),
        session.execute(select(2)),
    )


async def dashboard_tasks(session: AsyncSession, orders, users) -> list[int]:
    return await asyncio.gather(*[count(session, what) for what in (orders, users)])  # error: 17


async def ok5(sessions: list[AsyncSession]):
    return await asyncio.gather(*[count(session, 1) for session in sessions])


async def tg(session: AsyncSession):
    async with asyncio.TaskGroup() as g:  # error: 4
        g.create_task(count(session, 1))
        g.create_task(count(session, 2))
