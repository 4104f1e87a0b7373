# only: own
import asyncio
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
