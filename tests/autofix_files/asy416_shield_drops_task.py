# only: own
import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


async def number() -> int:
    return 1


async def t16():
    task = asyncio.create_task(number())
    try:
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.wait_for(asyncio.shield(task), 1)  # error: 31, work="task"
    except TimeoutError:
        return None


async def t17():
    task = asyncio.create_task(number())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await asyncio.shield(task)  # error: 10


async def ok17(t):
    await asyncio.shield(t)
    u = asyncio.create_task(number())
    try:
        await asyncio.shield(u)
    except asyncio.CancelledError:
        await u
        raise


class Connection:
    async def __aexit__(self, *error):
        await asyncio.shield(number())

    async def close(self):
        task = asyncio.create_task(number())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.shield(task)  # error: 14


async def cleans_up(work):
    try:
        await work()
        task = asyncio.create_task(number())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.shield(task)  # error: 14
    except ValueError:
        await asyncio.shield(number())
        raise
    else:
        task = asyncio.create_task(number())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.shield(task)  # error: 14
    finally:
        if work:
            await asyncio.wait_for(asyncio.shield(number()), 1)


async def mere_wait(ready: asyncio.Event, barrier: asyncio.Barrier) -> None:
    await asyncio.shield(ready.wait())
    task = asyncio.create_task(barrier.wait())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await asyncio.shield(task)  # error: 10


async def outlasts_cancellations(work):
    """The next round waits for the same task, until it is done."""
    task = asyncio.create_task(number())
    is_cancelled = False
    while True:
        try:
            result = await asyncio.shield(task)
            break
        except asyncio.CancelledError:
            is_cancelled = True
    if is_cancelled:
        raise asyncio.CancelledError
    return result


async def one_each_round(work):
    for _ in work:
        task = asyncio.create_task(number())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.shield(task)  # error: 14


async def polls(work):
    """Whoever cancels it ends the loop, too."""
    task = asyncio.create_task(number())
    while work:
        try:
            _background_tasks.add(task)
            task.add_done_callback(_background_tasks.discard)
            return await asyncio.wait_for(asyncio.shield(task), 1)  # error: 42
        except TimeoutError:
            print("still")
