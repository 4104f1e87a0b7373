"""Decorators of the project that call their function in a thread."""
import asyncio
import functools
import threading
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor()


def in_thread(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        print(func.__name__)
        thread = threading.Thread(target=func, args=args, kwargs=kwargs)
        thread.start()
        return thread

    return wrapper


def in_pool(func):
    @functools.wraps(func)
    async def wrapper(*args, **kwargs):
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, functools.partial(func, *args, **kwargs))

    return wrapper


def in_lambda(func):
    def wrapper(*args):
        return pool.submit(lambda: func(*args))

    return wrapper


def either(func):
    @functools.wraps(func)
    def wrapper(*args):
        if asyncio.iscoroutinefunction(func):
            return asyncio.run(func(*args))
        return pool.submit(func, *args)

    return wrapper


def awaited(func):
    async def wrapper(*args):
        return await (await asyncio.to_thread(func, *args))

    return wrapper


def in_own_loop(func):
    def wrapper(*args):
        threading.Thread(target=lambda: asyncio.run(func(*args))).start()

    return wrapper


def kept(func):
    pool.submit(func)
    return func


@in_thread
async def one():  # error: 0
    await asyncio.sleep(1)


@in_pool
async def two():  # error: 0
    await asyncio.sleep(1)


@in_lambda
async def three():  # error: 0
    await asyncio.sleep(1)


@in_thread
def plain(): ...


@either
async def four():
    await asyncio.sleep(1)


@awaited
async def five():
    await asyncio.sleep(1)


@in_own_loop
async def six():
    await asyncio.sleep(1)


@kept
async def seven():
    await asyncio.sleep(1)


class Worker:
    @in_thread
    async def work(self):  # error: 4
        await asyncio.sleep(1)
