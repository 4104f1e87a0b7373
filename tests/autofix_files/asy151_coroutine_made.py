# only: own
"""A call that gives a coroutine is no work for a thread, whatever it does before."""

import asyncio
import functools
import time


def patient(function):
    @functools.wraps(function)
    def wrapper(self, *args):
        while not self.is_ready:
            time.sleep(1)
        return function(self, *args)

    return wrapper


class Worker:
    is_ready = True

    @patient
    async def start(self) -> None:
        await asyncio.sleep(1)

    @patient
    def name(self) -> str:
        return "worker"


async def begin() -> asyncio.Task[None]:
    worker = Worker()
    await asyncio.sleep(1)
    print(await asyncio.to_thread(worker.name))  # error: 10
    await asyncio.sleep(1)
    return asyncio.create_task(worker.start())  # error: 31


def steady(function):
    @functools.wraps(function)
    def wrapper(self, *args):
        for _ in range(3):
            try:
                return function(self, *args)
            except RuntimeError:
                time.sleep(1)
        return None

    return wrapper


class Runner:
    @steady
    def start(self):
        return asyncio.gather()

    @steady
    def title(self) -> str:
        return "runner"


async def launch(runner: Runner) -> asyncio.Task[None]:
    print(await asyncio.to_thread(runner.title))  # error: 10
    await asyncio.sleep(1)
    return asyncio.ensure_future(runner.start())  # error: 33


HANDLERS = [
    begin,
    launch,
]
