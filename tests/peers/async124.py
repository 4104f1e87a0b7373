"""Asynchronous without a reason."""

import trio


async def compute(number):  # found: here, flake8-async, ruff
    return number + 1


async def one():  # found: flake8-async, ruff
    return 1


async def on_start(number):  # found: flake8-async, ruff
    print(number)


async def waits():
    await trio.sleep(1)
