"""What is asked before whether it is over does not block, whoever asks: the function itself or one before."""

import asyncio
import multiprocessing
import subprocess
from multiprocessing.pool import AsyncResult, ThreadPool


class Workers:
    def __init__(self, pool: ThreadPool):
        self.results = [pool.apply_async(print), pool.apply_async(print)]

    def raise_errors(self):
        for result in self.results:
            if not result.ready():
                continue
            result.get()

    def raise_errors_of_all(self):
        for result in self.results:
            result.get()

    def raise_wrongly(self):
        for result in self.results:
            if result.ready():
                continue
            result.get()

    async def watch(self):
        self.raise_errors()
        await asyncio.to_thread(self.raise_errors_of_all)  # error: 8, call="multiprocessing.pool.AsyncResult.get"
        await asyncio.to_thread(self.raise_wrongly)  # error: 8


async def wait_for(result: AsyncResult):
    while not result.ready():
        await asyncio.sleep(1)
    return result.get()


async def wait_in_turns(result: AsyncResult):
    while not result.ready() and result is not None:
        await asyncio.sleep(1)
    return await asyncio.to_thread(result.get)  # ASY110: 11


def reap(process: multiprocessing.Process):
    if not process.is_alive():
        process.join()


def join(process: multiprocessing.Process):
    if process.is_alive():
        process.join()


def end_of(process: subprocess.Popen):
    return None if process.poll() is None else process.wait()


def other_end_of(process: subprocess.Popen, other: subprocess.Popen):
    return None if process.poll() is None else other.wait()


async def end(process: multiprocessing.Process, command: subprocess.Popen):
    reap(process)
    await asyncio.to_thread(join, process)  # error: 4
    end_of(command)
    await asyncio.to_thread(other_end_of, command, command)  # ASY155: 4
