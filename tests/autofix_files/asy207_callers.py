# only: own
import asyncio
import atexit
import signal
import threading

from fastapi import BackgroundTasks

_background_tasks: set[asyncio.Task[object]] = set()


def poll():
    print("poll")


def times(count):
    print(count)


async def tidy(): ...


def make():
    def callback(*args): ...

    return callback


async def main(tasks: BackgroundTasks, loop: asyncio.AbstractEventLoop):
    threading.Thread(target=poll(), daemon=True).start()  # error: 28, advice="write 'threading.Thread(target=poll)'"
    threading.Thread(None, times(1))  # error: 27, advice="write 'threading.Thread(None, times, ...)'"
    threading.Thread(target=times(1))  # error: 28, advice="write 'threading.Thread(target=times, args=(...))'"
    threading.Timer(1, poll)  # error: 23
    loop.call_later(5, poll)  # error: 23, advice="write 'loop.call_later(5, poll)'"
    loop.call_later(5, tidy())  # error: 23, advice="hand it a plain function that starts a task for it"
    loop.call_soon(tidy())  # error: 19
    loop.add_signal_handler(signal.SIGTERM, tidy())  # error: 44
    task = asyncio.ensure_future(tidy())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    task.add_done_callback(poll)  # error: 52
    atexit.register(poll)  # error: 20
    signal.signal(signal.SIGTERM, poll())  # error: 34
    tasks.add_task(poll)  # error: 19
    tasks.add_task(tidy())  # error: 19, advice="hand it 'tidy' itself"
    await loop.run_in_executor(None, poll)  # error: 37
    await loop.run_in_executor(None, tidy())  # error: 37
    await asyncio.to_thread(tidy())  # error: 28


async def silent(tasks: BackgroundTasks, loop: asyncio.AbstractEventLoop, unknown):
    threading.Thread(target=make()).start()
    threading.Thread(target=unknown()).start()
    threading.Timer(1, make())
    loop.call_later(5, make())
    loop.call_soon(unknown.callback())
    task = asyncio.ensure_future(tidy())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    task.add_done_callback(make())
    atexit.register(make())
    tasks.add_task(make())
    tasks.add_task(poll)
    tasks.add_task(times, times(1))
    threading.Thread(target=times, args=(times(1),))
    await asyncio.to_thread(times, times(1))
    loop.call_later(times(1), poll)
