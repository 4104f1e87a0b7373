# only: own
import asyncio
from contextlib import aclosing, asynccontextmanager


async def rows(pool):
    async with pool.acquire() as connection:
        yield connection.name
        yield 2


async def numbers():
    try:
        for number in range(3):
            yield number
    finally:
        print("closed")


async def plain():
    yield 1
    yield 2


class Source:
    async def items(self):
        try:
            yield 1
        finally:
            await asyncio.sleep(0)

    async def first(self):
        async with aclosing(self.items()) as source:
            async for item in source:  # error: 26, generator="self.items", line="34"
                return item


async def first(pool):
    async with aclosing(rows(pool)) as source:
        async for row in source:  # error: 21, generator="rows", line="39"
            return row
    async with aclosing(numbers()) as source:
        async for number in source:  # error: 24
            if number:
                break
    async with aclosing(numbers()) as source:
        async for number in source:  # error: 24
            for other in range(number):
                if other:
                    return other
    return None


async def to_the_end(pool):
    async for number in numbers():
        if number:
            continue
        for other in range(number):
            break
    async for row in rows(pool):
        print(row)
    async with aclosing(rows(pool)) as held:
        async for row in held:
            return row


async def nothing_to_close(unknown):
    async for number in plain():
        return number
    async for item in unknown.items():
        return item


@asynccontextmanager
async def manager():
    async for number in plain():
        yield number
        break


async def test_first(pool):
    async for row in rows(pool):
        assert row
        break
