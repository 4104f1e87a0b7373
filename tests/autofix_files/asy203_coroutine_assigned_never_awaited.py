# only: own
import asyncio
from collections.abc import Coroutine

LATER = asyncio.sleep(0)


async def load(number=0):
    return number


class Cache:
    @property
    async def size(self): ...

    async def reload(self):
        result = await load()  # error: 17, variable="result", call="load"

    async def keep(self):
        self.pending = kept = load()
        waiting = {"load": load()}
        self.waiting = waiting


async def unread(cache: Cache):
    result = await load()  # error: 13
    _ = await load()  # error: 8
    annotated: Coroutine[None, None, int] = await load()  # error: 44
    first = second = await load()  # error: 21, variable="first"
    one, two = await load(), 2  # error: 15
    size = await cache.size  # error: 11, call="cache.size"
    pause = await asyncio.sleep(1)  # error: 12
    return two


async def overwritten(flag):
    value = await load()  # error: 12
    value = await load()
    if flag:
        other = await load()  # error: 16
    else:
        other = load()
        await other
    again = await load()  # error: 12
    again = load()
    await again
    return value


async def bare():
    third = await load()  # error: 12
    third


async def read(register, flag):
    awaited = load()
    await awaited
    returned = load()
    handed = load()
    register(handed)
    closed = load()
    closed.close()
    deleted = load()
    del deleted
    stored = load()
    register.table["load"] = stored
    listed = load()
    tasks = [listed]
    seen = load()
    tasks += [work for work in (seen,)]
    captured = load()
    printed = await load()  # error: 14, variable="printed"
    print(printed["key"])
    waited = load()
    if flag:
        await waited
    counted = load()
    try:
        await counted
    finally:
        counted.close()

    def inner():
        return captured

    await asyncio.gather(*tasks)
    return returned, inner


async def loops(items):
    previous = None
    for item in items:
        if previous is not None:
            await previous
        previous = load(item)


async def looked_over():
    work = load()
    return locals()


async def elsewhere():
    global LATER
    LATER = load()
    shared = None

    async def inner():
        nonlocal shared
        shared = load()

    await inner()
    await shared


async def lambdas():
    work = load()
    return lambda: work


async def yielding():
    work = load()
    yield work


async def comprehension(items):
    work = await load()  # error: 11
    return [work for work in items]


def in_a_sync_function():
    work = load()  # error: 11


async def contexts():
    with open("file") as handle:
        handle = await load()  # error: 17
    for handle in []:
        pass
    match load():
        case work:
            await work
