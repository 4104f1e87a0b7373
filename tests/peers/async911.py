"""A yield without a checkpoint."""

import trio


async def numbers():
    yield 1  # found: here, flake8-async
    await trio.sleep(1)
    yield 2
    await trio.sleep(1)


async def after_a_failure(work):
    try:
        await work()
    finally:
        yield 1  # found: flake8-async
        await work()
