# only: own
import asyncio


async def number(*a) -> int:
    return 1


async def loop_of():
    loop = asyncio.get_running_loop()
    t = loop.create_task(number())
    print(t.exception())
    r = await asyncio.gather(number(), number())
    if any(isinstance(x, Exception) for x in r):
        return 1
    for x in r:
        await asyncio.ensure_future(number(x))  # error: 8, problem="a task that is awaited at once runs no more concurrently than a call"
    done, pending = await asyncio.wait(
        [asyncio.create_task(number())], return_when="FIRST_COMPLETED"
    )
    print(len(pending))


async def next_round():
    """What is ready now runs before a task that was made now."""

    async def nothing():
        pass

    await asyncio.create_task(nothing())
    await asyncio.create_task(number())  # error: 4, problem="a task that is awaited at once runs no more concurrently than a call"
