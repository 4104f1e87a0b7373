"""The class of cancellations, kept in a variable."""

import anyio

CANCELLED = anyio.get_cancelled_exc_class()  # found: here, flake8-async


async def work(device):
    try:
        await device.read()
    except anyio.get_cancelled_exc_class():
        raise


make_class = anyio.get_cancelled_exc_class  # found: flake8-async

