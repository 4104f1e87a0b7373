"""An await that can take the place of the exception under way."""

import trio


async def load(device):
    try:
        await device.read()
    except ValueError:
        await device.reset()  # found: here, flake8-async
        raise


async def no_raise(device):
    try:
        await device.read()
    except ValueError:
        await device.reset()
