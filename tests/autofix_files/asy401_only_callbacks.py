import asyncio

KEPT = set()

_background_tasks: set[asyncio.Task[object]] = set()


def _keep_task(task):
    """Hold the task until it is done: the event loop has weak references only."""
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def job(number=0): ...


def say(done): ...


class Link:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self._loop = loop
        self._tasks = set()

    def opened(self):
        task = asyncio.create_task(job())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def lost(self):
        future = asyncio.ensure_future(job())  # error: 17
        self._tasks.add(future)
        future.add_done_callback(self._tasks.discard)
        future.add_done_callback(self.after)
        future.add_done_callback(say)

    def refused(self):
        # What was said of the link.
        task = asyncio.ensure_future(  # error: 8
            job(
                number=1,
            )
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(self.after)

    def after(self, done): ...


def at_module(loop: asyncio.AbstractEventLoop):
    task = loop.create_task(job())
    _keep_task(task)
    task.add_done_callback(say)  # error: 4


def two(loop: asyncio.AbstractEventLoop, task):
    job_task = loop.create_task(job(2))
    _keep_task(job_task)
    job_task.add_done_callback(  # error: 4
        say  # as the caller wants it
    )


async def soon():
    task = asyncio.create_task(job())  # error: 11
    _keep_task(task)
    task.add_done_callback(say)


async def held_by_its_own_frame():
    task = asyncio.create_task(job())
    task.add_done_callback(say)
    await asyncio.sleep(1)


def held_by_a_generator():
    task = asyncio.ensure_future(job())
    task.add_done_callback(say)
    yield


def read_by_its_callback():
    task = asyncio.ensure_future(job())
    task.add_done_callback(lambda done: say(task))


def given_on():
    task = asyncio.ensure_future(job())
    task.add_done_callback(say)
    return task


def leaves_a_set_that_it_was_never_in():
    asyncio.ensure_future(job()).add_done_callback(KEPT.discard)  # error: 4


async def waits_before(handlers, event):
    if not await event.is_signed():
        return
    for handler in handlers:
        task = asyncio.create_task(handler(event))  # error: 15
        _keep_task(task)
        task.add_done_callback(say)


async def waits_behind(handler, event):
    task = asyncio.create_task(handler(event))
    task.add_done_callback(say)
    await event.wait()


async def waits_in_its_loop(handlers, event):
    for handler in handlers:
        await event.is_signed()
        task = asyncio.create_task(handler(event))
        task.add_done_callback(say)


async def comes_to_the_last(handlers, event):
    for handler in handlers:
        await handler.prepare()
    task = asyncio.create_task(job())  # error: 11
    _keep_task(task)
    task.add_done_callback(say)
    return event


async def one_variable_for_two(handlers, event):
    if event.is_command:
        task = asyncio.create_task(job())
        task.add_done_callback(say)
        await event.wait()
    for handler in handlers:
        task = asyncio.create_task(handler(event))  # error: 15
        _keep_task(task)
        task.add_done_callback(say)
