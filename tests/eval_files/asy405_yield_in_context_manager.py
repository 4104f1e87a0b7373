# only: own
import asyncio
import contextlib
import logging
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from time import perf_counter


async def rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor("select 1"):
            yield row  # error: 12, block="pool.acquire() as connection"


async def lines(path):
    with open(path) as file:
        yield "start"  # error: 8, block="open(path) as file"
        for line in file:
            yield line


async def nested(pool, lock):
    async with lock:
        async with pool.acquire() as connection:
            yield connection.name  # error: 12, block="lock"
    async with pool.acquire() as connection:
        yield 1  # error: 8


class Source:
    def __init__(self, client):
        self.client = client

    async def events(self):
        async with self.client.stream("GET", "u") as response:
            async for line in response.aiter_lines():
                yield line  # error: 16


async def outside(pool, items):
    async with pool.acquire() as connection:
        found = await connection.fetch("select 1")
    for item in found:
        yield item


async def dependency(pool):
    async with pool.acquire() as connection:
        yield connection


async def lifespan(app):
    async with app.database:
        yield


@asynccontextmanager
async def manager(pool):
    async with pool.acquire() as connection:
        yield connection.cursor()


@contextlib.asynccontextmanager
async def other(pool):
    async with pool.acquire() as connection:
        yield connection.cursor(), 1


async def nothing_to_close(pool):
    with suppress(ValueError):
        yield 1
        yield 2
    async with aclosing(pool.rows()) as source:
        async for row in source:
            yield row


async def timeouts():
    async with asyncio.timeout(3):
        yield 1


def sync_generator(path):
    with open(path) as file:
        for line in file:
            yield line


@contextmanager
def translated():
    try:
        yield
    except OSError as error:
        raise ValueError("no data") from error


@contextmanager
def counted(counts):
    counts.append(1)
    try:
        yield
    finally:
        counts.pop()


async def own_managers(items, counts):
    with translated():
        for item in items:
            yield item
    with counted(counts):
        for item in items:
            yield item  # error: 12, block="counted(counts)"


class Timer:
    def __init__(self, logger: logging.Logger, is_loud):
        self.tell = logger.info if is_loud else logger.debug

    def __enter__(self):
        self.start = perf_counter()

    def __exit__(self, *error):
        self.tell(f"{perf_counter() - self.start:.3f} seconds")


async def told(logger: logging.Logger, data):
    with Timer(logger, True):
        for item in data:
            yield item


async def views(data):
    with memoryview(data) as view:
        for part in view:
            yield part


async def closed_in_the_end(pool):
    async with pool.acquire() as connection:
        for row in connection.fetch():
            yield row


async def first_of_closed(pool):
    source = closed_in_the_end(pool)
    try:
        async for row in source:
            return row
    finally:
        await source.aclose()


async def closed_when_it_fails(pool):
    async with pool.acquire() as connection:
        for row in connection.fetch():
            yield row  # error: 12, block="pool.acquire() as connection"


async def first_of_open(pool, other):
    source = closed_when_it_fails(pool)
    try:
        async for row in source:
            return row
    finally:
        await other.aclose()
