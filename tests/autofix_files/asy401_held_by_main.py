"""A variable of the function that a loop is run for holds its task until the loop ends."""

import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


def _keep_task(task):
    """Hold the task until it is done: the event loop has weak references only."""
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def work(): ...


async def serve():
    try:
        relay = asyncio.create_task(work())
        await asyncio.Event().wait()
    except OSError:
        return


class Scan:
    async def go_through_targets(self):
        targets = asyncio.create_task(work())
        await asyncio.gather(work(), work())


async def scan():
    print("begins")
    await Scan().go_through_targets()


async def nothing_follows():
    await work()
    task = asyncio.create_task(work())  # error: 11
    _keep_task(task)


async def again():
    for _ in range(3):
        task = asyncio.create_task(work())  # error: 15
        _keep_task(task)
        await work()


async def bound_anew():
    task = asyncio.create_task(work())  # error: 11
    _keep_task(task)
    task = asyncio.create_task(work())  # error: 11
    _keep_task(task)
    await work()


async def elsewhere(is_quick):
    if is_quick:
        task = asyncio.create_task(work())  # error: 15
        _keep_task(task)
    else:
        await work()


async def goes_on():
    await handle()
    await work()


async def handle():
    task = asyncio.create_task(work())  # error: 11
    _keep_task(task)
    await work()


async def on_request():
    task = asyncio.create_task(work())  # error: 11
    _keep_task(task)
    await work()


if __name__ == "__main__":
    asyncio.run(serve())
    asyncio.run(scan())
    asyncio.run(nothing_follows())
    asyncio.run(again())
    asyncio.run(bound_anew())
    asyncio.run(elsewhere(True))
    asyncio.run(goes_on())
