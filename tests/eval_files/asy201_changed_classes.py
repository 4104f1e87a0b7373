"""A class decorator that sets methods by computed names may make plain functions of them."""

import inspect
import asyncio
from typing import TypeVar

T = TypeVar("T")


def to_sync(f):
    def run(*args):
        return asyncio.run(f(*args))
    return run


def class_to_sync(cls: T) -> T:
    for attr, value in inspect.getmembers(cls):
        if inspect.iscoroutinefunction(value):
            setattr(cls, attr, to_sync(value))
    return cls


def named(cls):
    setattr(cls, "label", 1)
    return cls


class Base:
    async def go(self): ...


@class_to_sync
class Child(Base):
    pass


@named
class Other(Base):
    pass


def use():
    Child().go()
    Other().go()  # error: 4
