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
    print(await asyncio.to_thread(worker.name))  # error: 10
    return asyncio.create_task(worker.start())  # error: 31
