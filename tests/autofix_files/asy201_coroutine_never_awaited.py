# only: own
import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, contextmanager
from functools import lru_cache, partial, wraps
from typing import TypeVar, overload

import aiohttp
import pytest
from third_party import decorate

_background_tasks: set[asyncio.Task[object]] = set()

async def save(number=0):
    return number


def start():
    return save(1)


def maybe(flag):
    if flag:
        return save()


def maybe_none(flag):
    return save() if flag else None


def promised() -> Coroutine[None, None, int]:
    return save()


def vague() -> Awaitable[int]:
    task = asyncio.ensure_future(save())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    return task


save_later = lambda: save()  # noqa: E731
save_one = partial(save, 1)


@lru_cache
async def cached(): ...


@decorate
async def decorated(): ...


def passes(function):
    @wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


def runs(function):
    @wraps(function)
    def inner(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))

    return inner


@passes
async def passed(): ...


@runs
async def made_sync(): ...


async def numbers():
    yield 1


class Base:
    async def both(self): ...

    async def hook(self): ...


class Account(Base):
    def __init__(self):
        self.setup()  # error: 8
        self.other = Base()
        self.action = save
        self.kept = save()

    async def setup(self): ...

    @property
    async def balance(self): ...

    @property
    def plain(self): ...

    @classmethod
    async def load(cls): ...

    @staticmethod
    async def check(): ...

    def pass_on(self):
        return self.setup()

    def both(self): ...

    def run(self):
        self.setup()  # error: 8
        self.both()
        super().both()
        super().hook()  # error: 8
        self.other.hook()  # error: 8
        self.action()  # error: 8


async def statements(account: Account, base: Base, flag, items):
    await save()  # error: 4, call="save"
    await start()  # error: 4
    await promised()  # error: 4
    await save_later()  # error: 4
    await save_one()  # error: 4
    await cached()  # error: 4
    await passed()  # error: 4
    await account.setup()  # error: 4, call="account.setup"
    await account.pass_on()  # error: 4
    await account.balance  # error: 4, call="account.balance"
    await Account.load()  # error: 4
    await Account.check()  # error: 4
    await Account().setup()  # error: 4
    await account.setup()
    await account.balance


async def discarded(account: Account, flag, items):
    [await save(item) for item in items]  # error: 5
    {await save(item) for item in items}  # error: 5
    [await save(), await save()]  # error: 5 # error: 13
    (await save(), flag)  # error: 5
    await save() if flag else None  # error: 4
    flag and await save()  # error: 13
    flag or await account.setup()  # error: 12
    (  # a comment
        await save()  # error: 8
    )
    if flag: await save()  # error: 13
    for item in items: await save(item)  # error: 23
    "ä"; await save()  # error: 9


async def library(queue: asyncio.Queue, writer: asyncio.StreamWriter, event: asyncio.Event):
    await asyncio.sleep(1)  # error: 4, call="asyncio.sleep"
    await queue.put(1)  # error: 4
    await writer.drain()  # error: 4
    await event.wait()  # error: 4
    await asyncio.wait_for(event.wait(), 1)  # error: 4
    writer.write(b"")
    queue.put_nowait(1)
    event.set()
    process = await asyncio.create_subprocess_exec("true")
    await process.wait()  # error: 4
    process.kill()


async def imported_here():
    from asyncio import sleep as pause

    await pause(1)  # error: 4


def in_a_sync_function(items):
    save()  # error: 4
    [save(item) for item in items]  # error: 5

    async def inner(): ...

    inner()  # error: 4


async def under_a_lock(guard: threading.Lock):
    with guard:
        save()  # error: 8


async def kinds(first: Base, second: Account, either: Base | Account):
    await first.hook()  # error: 4
    first.both()
    second.both()
    either.both()


async def handed_on(register, table, event, flag):
    register(save())
    table["save"] = save()
    table.update(save=save())
    task = save()
    await task
    await asyncio.gather(save(), start())
    await asyncio.wait_for(event.wait(), 1)
    await (save() if flag else start())
    yield save()


def hand_back():
    return save()


def unknown(flag, callback: Callable, other):
    decorated()
    made_sync()
    maybe(flag)
    maybe_none(flag)
    vague()
    numbers()
    callback()
    other.save()
    other.setup()
    save
    Account().plain


if hasattr(asyncio, "timeout"):

    async def sometimes(): ...

else:

    def sometimes(): ...


try:
    from fast import load
except ImportError:

    async def load(): ...


def branches(flag):
    sometimes()
    load()
    work = save if flag else print
    work()
    if flag:
        act = save
    else:
        act = start
    act()  # error: 4
    act = print
    act()


@overload
def typed(value: int) -> int: ...
@overload
def typed(value: str) -> str: ...
async def typed(value): ...


def call_typed():
    typed(1)  # error: 4


class Replaced:
    async def send(self): ...

    async def receive(self): ...


def test_replaced():
    client = Replaced()
    client.send = print
    client.send()
    client.receive()  # error: 4


def validated(number):
    if number < 0:
        raise ValueError(number)
    return save(number)


def test_errors():
    with pytest.raises(ValueError):
        validated(-1)
    with pytest.raises(ValueError):
        save(-1)  # error: 8
    with pytest.warns(RuntimeWarning):
        save()
    with pytest.raises(TypeError):
        save(1, 2, 3)


class Rows:
    def __init__(self, first: Account):
        self.first = first
        self.all: list[Account] = []
        self.by_name: dict[str, Account] = {}

    def close(self):
        self.first.setup()  # error: 8
        for row in self.all:
            row.setup()  # error: 12
        for name, row in self.by_name.items():
            row.setup()  # error: 12
        self.by_name["a"].setup()  # error: 8
        self.by_name.get("a").setup()  # error: 8
        self.all.pop().setup()  # error: 8
        for number, row in enumerate(self.all):
            row.setup()  # error: 12
        for row, other in zip(self.all, sorted(self.all)):
            other.setup()  # error: 12
        max(self.all).setup()  # error: 8
        self.by_name.get("a", None).update()


Kind = TypeVar("Kind", bound=Account)


async def containers(kind: Kind, *accounts: Account):
    await kind.setup()  # error: 4
    await accounts[0].setup()  # error: 4
    [await account.setup() for account in accounts]  # error: 5
    reader, writer = await asyncio.open_connection("", 1)
    try:
        await writer.drain()  # error: 4
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(aiohttp.ClientSession())
            await session.close()  # error: 8
            await session.get("")  # error: 8
            await session.get("")
            async with session.get("") as response:
                await response.json()  # error: 12
    finally:
        writer.close()


@contextmanager
def manager():
    save()  # error: 4
    yield


save()  # error: 0


class OfItsOwnClass:
    @classmethod
    async def prepare(cls):
        await asyncio.sleep(0)

    async def work(self, other):
        await type(self).prepare()  # error: 8
        await self.__class__.prepare()  # error: 8
        own = type(self)
        await own.prepare()  # error: 8
        type(other).prepare()
        type("Made", (), {}).prepare()
