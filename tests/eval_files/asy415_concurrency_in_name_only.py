# only: own
import asyncio


async def load(item: str) -> str:
    await asyncio.sleep(0)
    if not item:
        raise ValueError("empty")
    return item


async def t10():
    return await asyncio.gather(await load(""), await load(""))  # error: 17, problem="these calls are awaited one after the other, before gather gets their results"


async def t10b(xs):
    return await asyncio.gather(*[await load(x) for x in xs])  # error: 17


async def t11():
    return await asyncio.gather(load("1"))  # error: 17


async def t12():
    return await asyncio.create_task(load("1"))  # error: 11


async def t13():
    async with asyncio.TaskGroup() as tg:  # error: 4
        a = await tg.create_task(load("1"))
        b = await tg.create_task(load("1"))
    return a + b


async def ok13():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(load("1"))
        b = await tg.create_task(load("1"))
    return a, b


async def forever():
    while True:
        await asyncio.sleep(1)


async def named() -> str:
    return "x"


async def maker():
    return asyncio.sleep(1)


async def tasks_of_results(group: asyncio.TaskGroup, unknown):
    one = asyncio.create_task(await forever())  # error: 10
    two = asyncio.get_running_loop().create_task(await named())  # error: 10
    three = asyncio.create_task(await maker())
    four = asyncio.create_task(await unknown())
    return one, two, three, four
