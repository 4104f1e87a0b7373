import asyncio
import concurrent.futures
import functools
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def fibonacci(number):
    return number


pool = ProcessPoolExecutor()
threads = ThreadPoolExecutor()


async def main(loop: asyncio.AbstractEventLoop, of_caller: concurrent.futures.ProcessPoolExecutor):
    def nested(number):
        return number

    await loop.run_in_executor(pool, lambda: fibonacci(3))  # error: 37, function="a lambda"
    await loop.run_in_executor(pool, nested, 3)  # error: 37, function="the nested function 'nested'"
    await loop.run_in_executor(of_caller, functools.partial(nested, 3))  # error: 42
    work = lambda: fibonacci(3)  # noqa: E731
    await loop.run_in_executor(pool, work)  # error: 37
    await loop.run_in_executor(pool, fibonacci, 3)
    await loop.run_in_executor(pool, functools.partial(fibonacci, 3))
    await loop.run_in_executor(threads, lambda: fibonacci(3))
    await loop.run_in_executor(None, nested, 3)


def submitted(unknown):
    pool.submit(lambda: 1)  # error: 16
    pool.map(lambda number: number, range(3))  # error: 13
    threads.submit(lambda: 1)
    unknown.submit(lambda: 1)
    pool.submit(fibonacci, lambda: 1)
    with ProcessPoolExecutor() as own:
        own.submit(lambda: 1)  # error: 19
