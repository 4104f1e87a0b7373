# only: own
"""What a decorator's wrapper calls is the function that it decorates, not what others left with it."""

import asyncio
import functools


def retried(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        for _ in range(3):
            try:
                return function(*args, **kwargs)
            except OSError:
                continue
        return None

    return call


@retried
def load(path):
    with open(path) as file:
        return file.read()


@retried
def tell(path):
    with open(path) as file:
        asyncio.get_running_loop().call_soon(print, file.read())


class Store:
    @retried
    def load(self, path):
        with open(path) as file:
            return file.read()


async def main(store: Store, path):
    tell(path)  # error: 4
    await asyncio.sleep(1)
    print(store.load(path))  # error: 10
    return load(path)  # error: 11


HANDLERS = [
    main,
]
