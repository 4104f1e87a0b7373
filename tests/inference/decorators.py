"""What decorators leave, change and hide."""
import asyncio
import functools
import time
from contextlib import contextmanager
from pathlib import Path

from asgiref.sync import async_to_sync, sync_to_async
from tenacity import retry


def transparent(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def unchanged(function):
    return function


@transparent
async def one() -> int: ...


@unchanged
async def two() -> int: ...


@functools.lru_cache
def three() -> int: ...


@async_to_sync
async def four() -> int: ...


@sync_to_async
def five() -> int: ...


@mystery
async def six() -> int: ...


@contextmanager
def seven():
    yield 1


def use():
    one()  # value: coroutine[unresolved int()]
    two()  # value: coroutine[unresolved int()]
    three()  # value: unresolved int()
    four()  # value: unresolved int()
    five()  # value: coroutine[unresolved int()]
    six  # value: unknown
    seven()  # value: contextlib._GeneratorContextManager[int]


# What tenacity waits with decides whether a plain function stays one.
def pause(seconds):
    time.sleep(seconds)


async def wait(seconds):
    await asyncio.sleep(seconds)


@retry(sleep=wait)
def waited_for() -> int: ...


@retry(sleep=pause)
def paused() -> int: ...


@retry(sleep=mystery)
async def coroutine() -> int: ...


def use_retried():
    waited_for()  # value: unknown
    paused()  # value: unresolved int()
    coroutine()  # value: coroutine[unresolved int()]


# What a decorator puts in the place of a method is called with the object.
def labelled(method):
    def inner(self, *args):
        method(self, *args)
        return self.label

    return inner


class Box:
    label = Path("x")

    @labelled
    def open(self, how): ...


def use_labelled():
    Box().open("w")  # value: pathlib.Path
