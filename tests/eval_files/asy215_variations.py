# only: own


import asyncio
from asyncio import create_task
from collections.abc import Coroutine


async def number(*a) -> int:
    return 1


async def first(n):
    req = number()
    for i in range(n):
        await req  # error: 14, name="req"


async def second(flag):
    c = number()
    if flag:
        await c
    return await c  # error: 17


async def third():
    c = number()
    t = create_task(c)
    await c  # error: 10
    await t


async def fourth():
    while True:
        c = number()
        try:
            await c
            break
        except OSError:
            pass


async def fifth(make):
    c = number()
    try:
        return await c
    except ValueError:
        c = number()
        return await c


async def refused(loop, work: Coroutine):
    try:
        future = asyncio.run_coroutine_threadsafe(work, loop)
    except RuntimeError:
        return await work
    return await asyncio.wrap_future(future)


async def taken_before(loop, work: Coroutine):
    try:
        asyncio.run_coroutine_threadsafe(work, loop)
        print("on its way")
    except RuntimeError:
        return await work  # error: 21


async def tried(work: Coroutine):
    try:
        await work
    except RuntimeError:
        return await work  # error: 21
