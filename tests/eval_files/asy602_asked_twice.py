"""Who asks for the running loop first means that one: the way out is never taken in a coroutine."""

import asyncio


async def either():
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = asyncio.get_event_loop()  # error: 15
    return loop.time()


async def told():
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        print("none")
        loop = asyncio.get_event_loop()  # error: 15
    return loop.time()


async def plain():
    try:
        loop = asyncio.get_event_loop()  # error: 15
    except RuntimeError:
        loop = None
    return loop
