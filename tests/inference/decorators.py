"""What decorators leave, change and hide."""
import functools
from contextlib import contextmanager

from asgiref.sync import async_to_sync, sync_to_async


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
