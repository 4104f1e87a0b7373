# only: own
import asyncio


async def number() -> int:
    return 1


async def t16():
    task = asyncio.create_task(number())
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)  # error: 31, work="task"
    except TimeoutError:
        return None


async def t17():
    await asyncio.shield(number())  # error: 10


async def ok17(t):
    await asyncio.shield(t)
    u = asyncio.create_task(number())
    try:
        await asyncio.shield(u)
    except asyncio.CancelledError:
        await u
        raise
