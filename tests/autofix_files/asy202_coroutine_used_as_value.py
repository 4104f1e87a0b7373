# only: own
import asyncio
import inspect
import logging
import types
from collections.abc import Awaitable
from logging import getLogger

import pytest

log = getLogger(__name__)


async def fetch(key=0):
    return {"key": key}


async def connect(): ...


class Repository:
    def __init__(self):
        self.pending = fetch()

    async def exists(self) -> bool: ...

    @property
    async def size(self) -> int: ...

    async def register(self):
        if not await self.exists():  # error: 15, what="the coroutine of 'self.exists'", use="a truth test"
            return 1
        if self.pending:
            await self.pending


async def truth(repository: Repository, other):
    if await repository.exists():  # error: 7
        pass
    while await fetch():  # error: 10
        break
    assert await fetch()  # error: 11
    first = 1 if await fetch() else 2  # error: 17
    if other and await repository.exists():  # error: 17
        pass
    if await repository.exists() or other:  # error: 7
        pass
    if not (other and await fetch()):  # error: 22
        pass
    await repository.exists() and print(first)  # error: 4, use="a truth test"
    kept = [key for key in other if await fetch(key)]  # error: 36
    if await repository.size:  # error: 7
        pass
    return kept


async def operators(repository: Repository):
    if await fetch() == {}:  # error: 7, use="a comparison"
        pass
    if 1 < await fetch():  # error: 11
        pass
    if await fetch() is None:  # error: 7
        pass
    if "key" in await fetch():  # error: 16, use="a membership test"
        pass
    total = await fetch() + 1  # error: 12, use="arithmetic"
    total += await fetch()  # error: 13
    total = -await fetch()  # error: 13
    total = "%s" % await fetch()  # error: 19
    total = 2 ** await fetch()  # error: 17
    total = await fetch() ** 2  # error: 12
    if await repository.size > 3:  # error: 7
        pass
    return total


async def members():
    a = (await fetch())["key"]  # error: 8, use="a subscript"
    b = (await fetch()).value  # error: 8, use="the attribute 'value'"
    c = (await fetch()).get("key")  # error: 8
    (await fetch()).value = 1  # error: 4
    fetch()()  # error: 4
    fetch().close()
    d = fetch().cr_frame
    return a, b, c, d, fetch().__await__()


async def texts(repository: Repository):
    print(f"{await fetch()} {await repository.size!r:>10}")  # error: 13, use="an f-string" # error: 23
    print(await fetch())  # error: 10, use="print()"
    str(await fetch())  # error: 8
    repr(await fetch())  # error: 9
    "{}".format(await fetch())  # error: 16
    ", ".join(await fetch())  # error: 14
    log.info("%s", await fetch())  # error: 19, use="a log message"
    logging.warning(await fetch())  # error: 20
    log.debug("%s", asyncio.create_task(fetch()))


async def builtins():
    len(await fetch())  # error: 8
    bool(await fetch())  # error: 9
    isinstance(await fetch(), dict)  # error: 15
    type(await fetch())  # error: 9
    list(await fetch())  # error: 9
    sorted(await fetch())  # error: 11
    int(await fetch())  # error: 8
    isinstance(fetch(), Awaitable)
    isinstance(await fetch(), (dict, asyncio.Future))  # error: 15
    id(fetch())
    hasattr(fetch(), "key")
    asyncio.iscoroutine(fetch())


async def iteration():
    for item in await fetch():  # error: 16, use="iteration"
        print(item)
    async for item in fetch():  # error: 22
        print(item)
    a, b = await fetch()  # error: 11, use="unpacking"
    print(*await fetch())  # error: 11
    c = [x for x in await fetch()]  # error: 20
    with await connect():  # error: 9
        pass
    async with await connect() as stream:  # error: 15, use="an 'async with' statement"
        pass
    async with await connect():
        pass
    return a, b, c, stream


async def through_locals(flag):
    row = await fetch()
    a = row["key"]  # error: 8, what="'row', a coroutine of 'fetch',", use="a subscript"
    page = await fetch()  # error: 11, what="the coroutine of 'fetch'", use="the attribute 'value' in line 136"
    b = page.value
    found = await fetch()  # error: 12
    if found:
        a += 1
    either = await fetch()
    if flag:
        either = await fetch(1)
    b += either  # error: 9
    if (walrus := await fetch()):  # error: 8
        a += 1
    return a, b


async def awaited_too(flag):
    first = fetch()
    if first:
        await first
    second = fetch()
    print(second)
    second.close()
    third = fetch()
    print(len(third), await third)  # error: 14
    fourth = None
    if flag:
        fourth = fetch()
    if fourth is not None:
        await fourth
    fifth = fetch()
    if asyncio.iscoroutine(fifth):
        fifth = await fifth
    if fifth:
        return fifth["key"]
    if (sixth := fetch()):
        await sixth
    seventh = await fetch() if flag else {}  # error: 14
    return seventh["key"]


async def other_hands(register):
    first = fetch()
    register(first)
    print(first)
    second = fetch()

    async def inner():
        return await second

    if second:
        await inner()


def in_a_sync_function():
    if fetch():  # error: 7
        return fetch()["key"]  # error: 15
    row = fetch()
    return row["key"]  # error: 11


async def without_a_fix(rows):
    any(fetch(row) == 1 for row in rows)  # error: 8
    lambda: fetch()["key"]  # error: 12
    return (row for row in rows if fetch(row))  # error: 35


@types.coroutine
def old_style():
    yield 1


@types.coroutine
def wrapped():
    return old_style()


def steps():
    for step in old_style():
        print(step)
    next(old_style())
    return wrapped().gi_frame


async def silent(register, rows, table):
    if await fetch():
        pass
    (await fetch())["key"]
    for item in await fetch():
        print(item)
    table[fetch()] = 1
    register(fetch(), key=fetch())
    for task in [fetch(), fetch()]:
        await task
    print = register
    print(fetch())
    x = y = fetch()
    await x
    return y, rows and fetch()


def test_errors():
    with pytest.raises(TypeError):
        len(fetch())
    with pytest.raises(ValueError):
        len(fetch())  # error: 12


class Counter:
    async def count(self):
        return 1

    @classmethod
    async def settings(cls):
        return {}

    async def ordered(self, limit):
        if (number := self.count()) > limit:  # error: 12, use="an order comparison"
            return number
        known = await self.count()  # error: 16, use="a comparison in line 253"
        if known == limit:
            return known
        return await self.count()

    async def spread(self, call):
        call(**await type(self).settings())  # error: 15, use="unpacking"
        return {**await self.__class__.settings()}  # error: 18, use="unpacking"

    async def keys_and_values(self, call):
        call(count=self.count())
        return {"count": self.count()}


async def asked_before():
    reply = fetch()
    if inspect.isasyncgen(reply):
        return [row async for row in reply]
    return await reply


class Signed:
    @classmethod
    async def sign_in(cls):
        return 1

    @classmethod
    async def use(cls):
        steps = cls.sign_in()
        async for step in steps:
            print(step)


class Stepwise(Signed):
    @classmethod
    async def sign_in(cls):
        yield 1
