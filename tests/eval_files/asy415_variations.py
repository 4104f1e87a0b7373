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


class Runs:
    """What the coroutine asks or changes before it waits, it would ask or change a round earlier."""

    def __init__(self, work):
        self.is_over = False
        self.work = asyncio.create_task(work())

    async def stop(self):
        self.is_over = True
        await self.work

    async def rest(self):
        await asyncio.sleep(1)
        self.is_over = True

    async def stop_when(self, condition):
        async def check():
            while not condition():
                await asyncio.sleep(1)
            await self.stop()

        await asyncio.create_task(check())  # error: 8
        await asyncio.create_task(self.stop())  # error: 8
        await asyncio.create_task(self.stop_later())  # error: 8
        await asyncio.create_task(self.rest())  # error: 8
        await asyncio.create_task(self.tell(condition))  # error: 8

    async def stop_later(self):
        await self.stop()

    async def tell(self, condition):
        text = str(condition)
        print(text)
        await asyncio.sleep(1)
        return condition()
