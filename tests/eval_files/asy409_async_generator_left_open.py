# only: own
import asyncio
from contextlib import aclosing, asynccontextmanager, contextmanager


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
        async for item in self.items():  # error: 26, generator="self.items", line="34"
            return item


async def first(pool):
    async for row in rows(pool):  # error: 21, generator="rows", line="39"
        return row
    async for number in numbers():  # error: 24
        if number:
            break
    async for number in numbers():  # error: 24
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


@contextmanager
def converted_errors():
    try:
        yield
    except OSError as error:
        raise ValueError from error


@contextmanager
def counted_rows():
    try:
        yield
    finally:
        print("done")


async def converted(pool):
    with converted_errors():
        async for row in rows(pool):
            yield row


async def counted(pool):
    with counted_rows():
        async for row in rows(pool):
            yield row


async def first_of_each(pool):
    async for row in converted(pool):
        return row
    async for row in counted(pool):  # error: 21
        return row


class Converted:
    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        if isinstance(error, OSError):
            raise ValueError from error


class Opened(Converted):
    def __enter__(self):
        return open("rows")


async def converted_by_class(pool):
    with Converted():
        async for row in rows(pool):
            yield row


async def opened_by_class(pool):
    with Opened():
        async for row in rows(pool):
            yield row


async def first_by_class(pool):
    async for row in converted_by_class(pool):
        return row
    async for row in opened_by_class(pool):  # error: 21
        return row
