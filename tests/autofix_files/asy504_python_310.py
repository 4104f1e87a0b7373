# settings: {"target_version": "3.10"}
import asyncio

import async_timeout


async def load(parse, work):
    # error: 15
    parse()
    try:
        await asyncio.wait_for(work(), 5)
    except asyncio.TimeoutError:
        print("no builtin TimeoutError yet")
