# only: own
"""Loops that may stop early hold what they go over, where all of them stand here."""

import contextlib


class Table:
    def __init__(self, pool) -> None:
        self.pool = pool

    async def rows(self):
        async with self.pool.acquire() as connection:
            async for row in connection.cursor("select 1"):
                yield row  # error: 16

    async def first(self):
        async with contextlib.aclosing(self.rows()) as source:
            async for row in source:
                return row

    async def all(self):
        return [row async for row in self.rows()]

    async def checked(self):
        async with contextlib.aclosing(self.rows()) as source:
            async for row in source:
                if not row:
                    raise ValueError
                print(row)


async def handed_out(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor("select 1"):
            yield row  # error: 12


async def begins(pool, keep):
    keep(handed_out(pool))
    async with contextlib.aclosing(handed_out(pool)) as source:
        async for row in source:
            return row


async def nobody_goes_over(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor("select 1"):
            yield row  # error: 12
