# settings: {"target_version": "3.12"}
# only: own
import asyncio
import sys
from asyncio import Queue, coroutine, iscoroutinefunction


@asyncio.coroutine  # error: 1, what="asyncio.coroutine", status="is gone since Python 3.11"
def old():
    yield


@coroutine  # error: 1, what="coroutine"
def older():
    yield


async def arguments(loop):
    asyncio.Lock(loop=loop)  # error: 4, what="the argument 'loop' of asyncio.Lock"
    asyncio.Semaphore(2, loop=loop)  # error: 4
    asyncio.Event(loop=loop)  # error: 4
    Queue(maxsize=3, loop=loop)  # error: 4
    asyncio.PriorityQueue(loop=loop, maxsize=3)  # error: 4
    await asyncio.sleep(1, loop=loop)  # error: 10, advice="leave it out"
    await asyncio.wait_for(asyncio.sleep(1), 2, loop=loop)  # error: 10
    await asyncio.gather(asyncio.sleep(1), loop=loop)  # error: 10
    await asyncio.open_connection("h", 1, loop=loop)  # error: 10


def tasks(loop):
    asyncio.Task.all_tasks(loop)  # error: 4, what="asyncio.Task.all_tasks"
    asyncio.Task.current_task()  # error: 4, advice="use asyncio.current_task"
    print(map(asyncio.Task.all_tasks, [loop]))  # error: 14


def watchers():
    asyncio.get_child_watcher()  # error: 4
    asyncio.set_child_watcher(asyncio.SafeChildWatcher())  # error: 4  # error: 30


async def with_await(lock: asyncio.Lock):
    with await lock:  # error: 9, status="is gone since Python 3.9"
        await asyncio.sleep(0)


def with_yield_from(lock: asyncio.Lock):
    with (yield from lock):  # error: 10, what="'with (yield from lock)'"
        pass


async def still_there(loop, lock):
    asyncio.StreamReader(loop=loop)
    asyncio.ensure_future(asyncio.sleep(1), loop=loop)
    asyncio.all_tasks(loop=loop)
    asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop=loop)
    asyncio.Lock()
    async with asyncio.Lock() as nothing:
        pass
    with await lock:
        pass
    queue = Queue()
    return queue, nothing


def not_yet():
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
    asyncio.get_event_loop_policy()
    asyncio.iscoroutinefunction(old)
    return iscoroutinefunction(old)


class Own:
    def all_tasks(self):
        return []


def own(policy: Own, unknown):
    return policy.all_tasks(), unknown.Task.all_tasks()


if sys.version_info < (3, 10):
    lock = asyncio.Lock(loop=None)
    everything = asyncio.Task.all_tasks()

all_tasks = asyncio.all_tasks if sys.version_info >= (3, 7) else asyncio.Task.all_tasks

try:
    watcher = asyncio.get_child_watcher()
except AttributeError:
    watcher = None


def annotated_only():
    watcher: asyncio.AbstractChildWatcher | None = None
    return watcher


def annotated(watcher: asyncio.AbstractChildWatcher):  # error: 23
    return watcher


def of_either():
    try:
        return asyncio.current_task()
    except AttributeError:
        return asyncio.Task.current_task()


def of_no_name():
    try:
        return asyncio.current_task()
    except RuntimeError:
        return asyncio.Task.current_task()  # error: 15
