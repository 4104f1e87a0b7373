"""A generator that is declared as an iterator has no ``aclose`` for type checkers."""

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator


async def rows(pool) -> AsyncIterator[str]:
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row


async def lines(pool) -> AsyncGenerator[str, None]:
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row


async def first_row(pool):
    async for row in rows(pool):  # ASY409: 21
        return row
    return None


async def first_line(pool):
    async with contextlib.aclosing(lines(pool)) as source:
        async for line in source:  # ASY409: 22
            return line
    return None


async def pages(pool) -> AsyncIterator[str]:
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row  # error: 12


async def first_page(pool):
    async for page in pages(pool):
        if not page:
            raise ValueError(page)
