# only: own

import trio


async def maybe(wait, flag):  # error: 0, function="maybe"
    print(trio.current_time())
    if flag and await wait():
        print(flag)
    await trio.lowlevel.checkpoint()


async def of_each(items, wait):  # error: 0
    [await wait(item) for item in items]
    await trio.lowlevel.checkpoint()


async def lazy(items):  # error: 0
    (item async for item in items)
    await trio.lowlevel.checkpoint()


async def either(wait, flag):
    print(1 if flag and await wait() else await wait())


async def first(wait, flag):
    if await wait() and flag:
        print(flag)


async def of_all(items):
    return [item async for item in items]
