# only: own
import asyncio
import collections.abc
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, AsyncGenerator, Protocol


class Socket:
    async def close(self): ...


class StandIn:
    def __getattr__(self, name):
        return getattr(Socket(), name)


MISSING: Any = StandIn()
shared: Socket = StandIn()
kept: Socket | None = None


def connect(factory):
    global kept
    kept = factory()


async def variables(factory):
    await shared.close()  # error: 4
    await kept.close()  # error: 4
    local: Socket = factory()
    await local.close()  # error: 4


class Client:
    level: Socket

    def __init__(self, factory):
        self.socket: Socket = MISSING
        self.later: Socket | None = None
        self.plain = MISSING
        self.factory = factory

    async def run(self):
        self.later = await self.factory()
        self.plain = await self.factory()
        self.level = await self.factory()
        await self.socket.close()  # error: 8
        await self.later.close()  # error: 8
        await self.level.close()  # error: 8
        self.plain.close()


class Closes(Protocol):
    async def close(self): ...


class Quiet:
    def close(self): ...


async def protocols():
    structural: Closes = Quiet()
    structural.close()


class Hooks:
    hook: Callable[[int], Coroutine[Any, Any, None]]
    maybe: Callable[[int], Awaitable[None]]
    plain: Callable[[int], None]
    bare: Callable

    async def call(self, given: Callable[..., Coroutine[Any, Any, int]]):
        await self.hook(1)  # error: 8
        await given()  # error: 8
        self.maybe(1)
        self.plain(1)
        self.bare(1)


async def numbers():
    yield 1


async def generators(
    given: AsyncGenerator[int, None], other: collections.abc.AsyncGenerator[int, None]
):
    await numbers().aclose()  # error: 4
    await given.aclose()  # error: 4
    await other.aclose()  # error: 4
    await asyncio.sleep(1)  # error: 4


class Base:
    def save(self): ...

    async def load(self): ...


class AsyncBase(Base):
    async def save(self): ...


class Plain(Base):
    """Its own name for ``save`` is Base's."""


class Both(Plain, AsyncBase):
    """Python looks at AsyncBase before Base."""

    async def run(self):
        await self.save()  # error: 8


class SyncLink:
    def __enter__(self):
        return self

    def send(self): ...


class AsyncLink:
    async def __aenter__(self):
        return self

    async def send(self): ...


def connected(is_sync=False) -> SyncLink | AsyncLink: ...


async def entered():
    async with connected() as link:
        await link.send()  # error: 8
    with connected(True) as plain:
        plain.send()
    connected().send()


OnFound = Callable[[int], Coroutine]


class Finder:
    def __init__(self, on_lost: OnFound | None = None) -> None:
        self.on_lost = on_lost

    async def find(self, on_found: OnFound | None = None) -> None:
        if on_found:
            await on_found(1)  # error: 12
            await on_found(2)
        if self.on_lost is not None:
            await self.on_lost(3)  # error: 12
