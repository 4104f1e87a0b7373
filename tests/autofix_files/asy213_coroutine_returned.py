# only: own
import asyncio
from typing import Any


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *a): ...
    async def get(self, url):
        return url


async def fetch(url):
    async with Session() as session:
        return await session.get(url)  # error: 15, kind="coroutine"


async def retry(url):
    try:
        return await fetch(url)  # error: 15
    except OSError:
        return None


async def number() -> int:
    return 1


async def a() -> int:
    return await number()  # error: 11


async def b() -> Any:
    return number()


async def c():
    return number()


async def d(flag):
    if flag:
        return await number()  # error: 15
    return 3


async def e(xs):
    return await asyncio.gather(*[number() for x in xs])  # error: 11


async def f():
    return await asyncio.get_running_loop().run_in_executor(None, print)  # error: 11


async def g() -> "asyncio.Future[int]":
    return asyncio.get_running_loop().run_in_executor(None, print)


async def h() -> None:
    return await number()  # error: 11


async def i():
    async with asyncio.timeout(3):
        return await number()  # error: 15


async def j() -> object:
    return number()
