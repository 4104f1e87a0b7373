# only: own
import asyncio
import contextlib
from asyncio import create_task, shield

_background_tasks: set[asyncio.Task[object]] = set()


async def number(*a) -> int:
    return 1


async def first():
    with contextlib.suppress(TimeoutError):
        task = create_task(number())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.wait_for(shield(task), 1)  # error: 31, work="number()"


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
    task = create_task(
        number(
            1,  # why
            (2,),
        )
    )
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await shield(  # error: 10
        task
    )
    task = create_task(number('one\n        two'))
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await shield(  # error: 10
        task
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
        wait_for_task = create_task(asyncio.wait_for(task, 3))
        _background_tasks.add(wait_for_task)
        wait_for_task.add_done_callback(_background_tasks.discard)
        return await shield(wait_for_task)  # error: 21, work="asyncio.wait_for(task, 3)"
    except OSError:
        task.cancel()
        raise
