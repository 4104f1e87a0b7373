# only: own
import asyncio

import anyio
import trio
from trio import CancelScope


async def made_apart(session):
    limit = asyncio.timeout(5)  # error: 12
    await session.connect()
    async with limit:
        await session.get()
    scope = trio.move_on_after(5)  # error: 12
    if session:
        with scope:
            await session.get()
    other = anyio.move_on_after(1)  # error: 12
    print("one statement between")
    with other as entered:
        await session.get()
    return entered


async def points_in_time(session):
    with trio.fail_at(10):  # error: 9
        await session.get()
    with CancelScope(deadline=7.5):  # error: 9
        await session.get()
    async with asyncio.timeout_at(60 * 60):  # error: 15
        await session.get()
    await trio.sleep_until(100)  # error: 10


CANCELLED = anyio.get_cancelled_exc_class()  # error: 12, advice="write 'except anyio.get_cancelled_exc_class()' where it is caught"


async def catches(session):
    cancelled = anyio.get_cancelled_exc_class()  # error: 16
    try:
        await session.get()
    except (ValueError, cancelled):
        raise


async def only_looks(error):
    kind = anyio.get_cancelled_exc_class()
    return isinstance(error, kind)


async def shields(pool, statement):
    async with pool.acquire() as connection:
        await asyncio.shield(connection.execute(statement))  # error: 14


async def silent(session, pool, statement):
    limit = asyncio.timeout(5)
    async with limit:
        await session.get()
    with trio.fail_at(trio.current_time() + 10):
        await session.get()
    with CancelScope(deadline=-1), CancelScope(deadline=float("inf")):
        await session.get()
    with trio.fail_after(10):
        await session.get()
    at = asyncio.timeout_at(session.deadline)
    await session.connect()
    async with at:
        await session.get()
    again = asyncio.timeout(1)
    if session:
        again = asyncio.timeout(2)
    print(again)
    async with again:
        await session.get()
    try:
        await session.get()
    except anyio.get_cancelled_exc_class():
        raise
    async with pool.acquire() as connection:
        task = asyncio.create_task(connection.execute(statement))
        await asyncio.shield(task)
        await asyncio.shield(session.close())
        work = connection.execute(statement)
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            await work
            raise
        try:
            await asyncio.shield(connection.execute(statement))
        except asyncio.CancelledError:
            await connection.wait_closed()
            raise
    await asyncio.shield(save(pool, statement))


async def save(pool, statement):
    async with pool.acquire() as connection:
        await connection.execute(statement)


async def asked_afterwards(session):
    limit = asyncio.timeout(2)
    try:
        async with limit:
            await session.get()
    except TimeoutError:
        print(limit.expired())
    late = asyncio.timeout(2)  # error: 11
    try:
        await session.get()
        async with late:
            await session.get()
    finally:
        session.close()
