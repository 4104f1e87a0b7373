# only: own
import asyncio

from sqlalchemy.ext.asyncio import AsyncSession


async def count(session: AsyncSession, what) -> int:
    return await session.scalar(what)


async def t25(event: asyncio.Event):
    if not event.is_set():  # error: 11, method="event.is_set"
        await event.wait()


async def t26():
    task = asyncio.create_task(count())
    if task.done():  # error: 7
        return task.result()
    if event.is_set():
        cb = task.done
    while not task.done() and x:  # error: 14
        pass


class L:
    async def load(self):
        return 1

    async def go(self):
        await self.load()  # error: 14
