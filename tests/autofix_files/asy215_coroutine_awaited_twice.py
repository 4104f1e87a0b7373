# only: own
import asyncio
from typing import Any, Coroutine


async def number() -> int:
    return 1


async def t04():
    c = number()
    await c
    await c  # error: 10, name="c"


async def t05():
    for _ in range(3):
        try:
            return await asyncio.wait_for(number(), 1)  # error: 42
        except TimeoutError:
            continue


async def ok1(flag):
    c = number()
    if flag:
        await c
    else:
        await asyncio.wait_for(c, 1)


async def ok2():
    for _ in range(3):
        c = number()
        await c


async def ok3():
    c = asyncio.create_task(number())
    await c
    await c


async def twice():
    cs = [number() for _ in range(3)]
    await asyncio.gather(*cs)
    await asyncio.gather(*cs)  # error: 26


async def gath():
    c = number()
    await asyncio.gather(c, c)  # error: 28


async def retry(coro):
    while True:
        try:
            return await coro  # error: 25
        except OSError:
            await asyncio.sleep(1)


async def retry2(coro: Coroutine[Any, Any, int]):
    while True:
        try:
            return await coro  # error: 25
        except OSError:
            await asyncio.sleep(1)


async def main():
    await retry(number())


async def ok4(log):
    c = number()
    try:
        await c
    finally:
        c.close()
