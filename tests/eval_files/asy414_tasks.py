"""Tasks that are gathered and looked at for exceptions."""
# only: own

import asyncio


async def work(item):
    return item


async def run(items):
    gathered = await asyncio.gather(*[asyncio.create_task(work(item)) for item in items])  # error: 21
    return [result for result in gathered if not isinstance(result, BaseException)]


async def kept(items):
    gathered = await asyncio.gather(*[asyncio.create_task(work(item)) for item in items], return_exceptions=True)
    return [result for result in gathered if not isinstance(result, BaseException)]
