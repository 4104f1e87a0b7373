# only: own
import asyncio


async def number(*a) -> int:
    await asyncio.sleep(0)
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


class Requests:
    """The task lets the others run between two requests; its coroutine never waits."""

    def __init__(self, rows):
        self.rows = rows

    async def __anext__(self):
        async def next_row():
            try:
                return next(self.rows)
            except StopIteration:
                return None

        async def next_row_of_those():
            return [row async for row in self.rows]

        row = await asyncio.create_task(next_row())
        rows = await asyncio.create_task(next_row_of_those())  # error: 15
        return row or rows
