# only: own
import asyncio
import contextlib
from asyncio import create_task, shield


async def number(*a) -> int:
    return 1


async def first():
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(shield(number()), 1)  # error: 31, work="number()"


async def second(self):
    self.t = create_task(number())
    await shield(self.t)


async def third():
    t = create_task(number())
    try:
        await shield(t)
    finally:
        await t


async def over_lines():
    await shield(  # error: 10
        number(
            1,  # why
            (
                2,
            ),
        )
    )
    await shield(  # error: 10
        number("""one
        two""")
    )


async def cancelled_by_the_handler():
    task = create_task(number())
    try:
        return await shield(asyncio.wait_for(task, 3))
    except asyncio.CancelledError:
        task.cancel()
        raise


async def cancelled_by_another_handler():
    task = create_task(number())
    try:
        return await shield(asyncio.wait_for(task, 3))  # error: 21, work="asyncio.wait_for(task, 3)"
    except OSError:
        task.cancel()
        raise
