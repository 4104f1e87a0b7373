# only: own
"""A decorator tests a flag that a later step sets: what comes in between would find it not set, too."""

import asyncio
import time
from functools import wraps


def only_if(is_open: bool):
    def decorator(function):
        @wraps(function)
        def wrapper(self, *args):
            if self.is_open != is_open:
                time.sleep(1)
                raise RuntimeError(function.__name__)
            return function(self, *args)

        return wrapper

    return decorator


class Shop:
    def __init__(self) -> None:
        self.is_open = False
        self.counter: object | None = None

    @only_if(False)
    def set_counter(self, counter: object) -> None:
        self.counter = counter

    @only_if(False)
    async def open(self) -> None:
        self.is_open = True
        await asyncio.sleep(1)

    @only_if(True)
    async def greet(self) -> None:
        await asyncio.sleep(1)

    async def begin(self) -> None:
        self.set_counter(object())  # error: 8
        await self.open()

    async def prepare(self) -> None:
        await asyncio.to_thread(self.set_counter, object())  # error: 8
        await self.greet()
