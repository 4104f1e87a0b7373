# only: own
import asyncio


async def number() -> int:
    return 1


async def t30():
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(number())
        print(t.result())  # error: 14, task="t"
    print(t.result())


async def t31():
    t = asyncio.create_task(number())
    print(t.result())  # error: 10


async def ok31():
    t = asyncio.create_task(number())
    await asyncio.sleep(1)
    print(t.result())
    u = asyncio.create_task(number())
    if u.done():
        print(u.result())


async def l31():
    ts = [asyncio.create_task(number()) for _ in range(3)]
    print([t.result() for t in ts])  # error: 11
    for t in ts:
        print(t.result())  # error: 14
    await asyncio.wait(ts)
    print([t.result() for t in ts])
