"""An async generator that is awaited where it is gone through: the await alone is wrong."""
# only: own

from contextlib import asynccontextmanager


class Client:
    async def rows(self, name):
        for number in range(2):
            yield f"{name}{number}"

    @asynccontextmanager
    async def session(self):
        yield self


CLIENT = Client()


async def direct():
    async for row in await CLIENT.rows("a"):  # error: 21, advice="drop the 'await'"
        print(row)
    print([row async for row in await CLIENT.rows("b")])  # error: 32, advice="drop the 'await'"


async def by_a_variable():
    rows = await CLIENT.rows("a")  # error: 11, advice="drop the 'await'"
    async for row in rows:
        print(row)


async def entered():
    async with await CLIENT.session() as session:  # error: 15, advice="drop the 'await'"
        print(session)


async def used_otherwise():
    rows = await CLIENT.rows("a")  # error: 11, advice="use it in 'async for'"
    async for row in rows:
        print(row)
    print(rows)


async def dropped():
    await CLIENT.rows("a")  # error: 4, advice="use it in 'async for'"
