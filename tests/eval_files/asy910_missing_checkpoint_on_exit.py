# only: own
from abc import abstractmethod
from functools import wraps

import trio
from library import unknown


async def returns(cache, key):
    if key in cache:
        return cache[key]  # error: 8, function="returns", what="return", checkpoint="trio.lowlevel.checkpoint"
    await trio.sleep(1)
    return None


async def ends(items):  # error: 0, what="end"
    for item in items:
        await item.close()


async def ends_in_a_branch(items):  # error: 0
    if items:
        await items.close()
    else:
        print("nothing to close")


async def swallows(item):  # error: 0
    try:
        print("before")
        await item.close()
    except OSError:
        print("it may fail at once")


class Base:
    @abstractmethod
    async def read(self): ...

    async def write(self):
        raise NotImplementedError

    async def method(self):  # error: 4
        print("no await at all")


@unknown
async def decorated():
    return 1


async def always(items):
    async with items:
        if items:
            return 1
    async for item in items:
        print(item)
    while True:
        await trio.sleep(1)


async def both(item):
    if item:
        await item.close()
    else:
        async with item:
            print("inside")
    return item


async def in_finally(item):
    try:
        print("work")
    finally:
        await trio.lowlevel.checkpoint()


async def raises(item):
    if item:
        raise ValueError
    await item.close()


async def generates(items):
    for item in items:
        yield item


def sync():
    return wraps
