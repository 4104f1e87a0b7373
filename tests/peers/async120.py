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


async def on_one_way(device, again):
    try:
        await device.read()
    except ValueError:
        if again:
            await device.reset()  # found: flake8-async
        else:
            raise


async def another(device):
    try:
        await device.read()
    except ValueError:
        await device.reset()  # found: flake8-async
        raise KeyError from None
