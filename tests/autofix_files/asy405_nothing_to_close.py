# only: own
"""Managers that hold nothing, and generators that are always finished."""

import logging
import time
from contextlib import aclosing, asynccontextmanager, contextmanager

import stamina
import structlog
from tenacity import AsyncRetrying, stop_after_attempt

logger = logging.getLogger(__name__)


async def attempts(ask):
    async for attempt in AsyncRetrying(stop=stop_after_attempt(3), reraise=True):
        with attempt:
            async for chunk in ask():
                yield chunk


async def attempts_of_stamina(ask):
    async for attempt in stamina.retry_context(on=OSError):
        with attempt:
            yield await ask()
            yield "done"


class Attempt:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is not None and issubclass(kind, OSError)


async def own_attempts(ask):
    for _ in range(3):
        with Attempt():
            yield await ask()


@contextmanager
def timer(name, level=logging.DEBUG):
    start = time.perf_counter()
    yield
    elapsed = time.perf_counter() - start
    logger.log(level, f"{name} took {elapsed:.3f} s")


@contextmanager
def opened(pool):
    connection = pool.get()
    yield connection
    pool.put(connection)


async def timed(ask):
    with timer("ask"):
        async for chunk in ask():
            yield chunk


async def closed_late(pool, ask):
    with opened(pool):
        async for chunk in ask():
            yield chunk  # error: 12


class Held:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.is_open = False


async def held(ask):
    with Held():
        async for chunk in ask():
            yield chunk  # error: 12


async def rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row


async def all_rows(pool):
    async for row in rows(pool):
        if row is None:
            continue
        print(row)
    return [row async for row in rows(pool)]


async def closed_rows(pool):
    async with aclosing(rows(pool)) as found:
        async for row in found:
            return row


async def first_rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row


async def first(pool):
    async with aclosing(first_rows(pool)) as source:
        async for row in source:
            return row


async def raised(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row  # error: 12


async def raises(pool):
    async with aclosing(raised(pool)) as source:
        async for row in source:
            if not row:
                raise ValueError(row)


class Source:
    async def events(self, pool):
        async with pool.acquire() as connection:
            async for row in connection.cursor():
                yield row

    async def run(self, pool):
        async for event in self.events(pool):
            print(event)


class Timer:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *error):
        elapsed = time.perf_counter() - self.start
        logger.info("%s took %.3f s", self.name, elapsed)


async def timed_by_a_class(ask):
    with Timer("ask"):
        async for chunk in ask():
            yield chunk


class Logged:
    def __init__(self, kept):
        self.kept = kept

    def __enter__(self):
        return self

    def __exit__(self, *error):
        line = "left: " + ", ".join(str(part).strip() for part in error)
        structlog.get_logger().info(line)


class Released(Logged):
    def __exit__(self, *error):
        self.kept.append(error)


@asynccontextmanager
async def finished(generator):
    try:
        yield generator
    finally:
        await generator.aclose()


async def logged(ask):
    with Logged([]):
        async for chunk in ask():
            yield chunk
    with Released([]):
        async for chunk in ask():
            yield chunk  # error: 12


async def numbers(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row


async def first_number(pool):
    async with finished(numbers(pool)) as found:
        async for row in found:
            return row


class Injector:
    def __init__(self, pool, make):
        self.pool = pool
        self.make = make

    async def repository(self):
        async with self.pool.acquire() as connection:
            yield self.make(connection)

    async def repositories(self):
        async with self.pool.acquire() as connection:
            for name in ("a", "b"):
                yield self.make(connection, name)  # error: 16
