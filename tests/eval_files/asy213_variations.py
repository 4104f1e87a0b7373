# only: own
import typing
import asyncio
from inspect import isawaitable, iscoroutine
from asyncio import create_task, gather

import anyio


async def number(*a) -> int:
    return 1


async def first(flag) -> bool:
    async with anyio.Lock():
        return number()  # error: 15, kind="coroutine"


async def second(xs) -> list[int]:
    return gather(*map(number, xs))  # error: 11


async def third():
    try:
        return asyncio.wait_for(number(), 1)  # error: 15
    finally:
        print("x")


class K:
    async def one(self) -> str: ...
    async def go(self) -> "str | None":
        return self.one()  # error: 15

    async def loop_(self):
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(None, print)  # error: 15

    async def ok(self):
        t = create_task(number())
        return t


class Asking:
    """What a store of either colour gives is asked what it is."""

    def __init__(self, store: "Kept"):
        self.store = store

    async def in_one(self) -> None:
        result = self.store.save()
        return await result if isawaitable(result) else result

    async def in_two(self) -> None:
        result = self.store.save()
        if iscoroutine(result):
            return await result
        return result

    async def of_another(self, now) -> None:
        result = self.store.save()
        isawaitable(now)
        return await result if now else result  # error: 40, kind="coroutine"


class Kept:
    async def save(self) -> None:
        await asyncio.sleep(0)


async def narrowed() -> int:
    return typing.cast(int, number())  # error: 28, call="number"
