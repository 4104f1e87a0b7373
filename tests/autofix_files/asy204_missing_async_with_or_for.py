# only: own
import asyncio
from collections.abc import AsyncIterator, AsyncIterable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager

import aiohttp
import anyio
import httpx
import pytest
import trio
from unknown import Elsewhere, decorate

lock = asyncio.Lock()


async def numbers():
    yield 1


@asynccontextmanager
async def connected():
    yield 1


@contextmanager
def changed():
    yield 1


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args): ...


class Both(Session):
    def __enter__(self): ...

    def __exit__(self, *args): ...


class Foreign(Elsewhere):
    async def __aenter__(self): ...


@decorate
class Decorated:
    async def __aenter__(self): ...


class Rows:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


class AllRows(Rows):
    def __iter__(self):
        return iter([])


async def library(semaphore: asyncio.Semaphore):
    with asyncio.Lock():  # error: 9, what="asyncio.Lock", statement="with"
        pass
    async with lock:  # error: 9
        pass
    async with semaphore:  # error: 9
        pass
    # error: 9
    pass
    async with asyncio.TaskGroup() as group:  # error: 9
        group.create_task(asyncio.sleep(1))
    async with aiohttp.ClientSession() as session:  # error: 9
        await session.get("")
    async with httpx.AsyncClient() as client:  # error: 9
        client.cookies
    async with anyio.create_task_group() as tasks:  # error: 9
        tasks.start_soon(asyncio.sleep, 1)
    async with trio.open_nursery() as nursery:  # error: 9
        nursery.start_soon(asyncio.sleep, 1)


async def own(flag, manager: AbstractAsyncContextManager[int]):
    async with connected() as value:  # error: 9
        print(value)
    async with Session() as session, connected():  # error: 9 # error: 31
        print(session)
    with Session(), changed():  # error: 9
        pass
    session = Session() if flag else connected()
    async with session:  # error: 9
        pass
    async with manager:  # error: 9
        pass


async def loops(rows: Rows, either: AsyncIterable[int] | Iterable[int]):
    async for number in numbers():  # error: 18, what="numbers", statement="for"
        print(number)
    else:
        print("none")
    async for row in rows:  # error: 15
        print(row)
    async for row in Rows():  # error: 15
        print(row)
    for row in either:
        print(row)
    squares = [number**2 async for number in numbers()]  # error: 39
    unique = {number async for number in numbers() if number}  # error: 35
    table = {number: 1 async for number in numbers()}  # error: 37
    pairs = [(a, b) for a in [1, 2] async for b in numbers()]  # error: 45
    lazy = (number for number in numbers())  # error: 33
    async for number in (number async for number in numbers()):  # error: 18
        print(number)
    return squares, unique, table, pairs, lazy


async def streams(reader: asyncio.StreamReader, source: AsyncIterator[int]):
    async for line in reader:  # error: 16
        print(line)
    async for item in source:  # error: 16
        print(item)


def in_a_sync_function():
    with lock:  # error: 9
        pass
    for number in numbers():  # error: 18
        print(number)


async def silent(unknown, both: Both, rows: AllRows, flag):
    async with lock, connected() as value:
        print(value)
    async for number in numbers():
        print(number)
    with both:
        pass
    with changed():
        pass
    with Foreign():
        pass
    with Decorated():
        pass
    with unknown, unknown():
        pass
    with lock if flag else both:
        pass
    for row in rows:
        print(row)
    for row in unknown:
        print(row)
    return [number async for number in numbers()]


def test_errors():
    with pytest.raises(AttributeError):
        with lock:
            pass
