# only: own
import asyncio


async def number(*a) -> int:
    return 1


async def loop_of():
    loop = asyncio.get_running_loop()
    t = loop.create_task(number())
    print(t.exception())  # error: 10, task="t"
    r = await asyncio.gather(number(), number(), return_exceptions=True)
    if any(isinstance(x, Exception) for x in r):
        return 1
    for x in r:
        await asyncio.ensure_future(number(x))
    done, pending = await asyncio.wait(
        [asyncio.create_task(number())], return_when="FIRST_COMPLETED"
    )
    print(len(pending))


async def in_the_other_loop(loop):
    future = asyncio.run_coroutine_threadsafe(number(), loop)
    print(future.result())
