import asyncio

_kept = set()


def spawn(work, done=None) -> asyncio.Task:
    task = asyncio.create_task(work)  # error: 11
    if done is not None:
        task.add_done_callback(done)
    return task


def spawn_now(work):
    return asyncio.ensure_future(work)


def spawn_kept(work):
    task = asyncio.create_task(work)
    _kept.add(task)
    task.add_done_callback(_kept.discard)
    return task


def spawn_for_nobody(work):
    return asyncio.create_task(work)
