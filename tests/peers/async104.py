"""Ways out of a handler that drop the cancellation."""

import trio


async def fetch(device):
    while True:
        try:
            return await device.read()
        except trio.Cancelled: return None  # found: here, flake8-async


async def another(device):
    try:
        await device.read()
    except BaseException:
        raise


async def convert(device):
    try:
        await device.run()
    except BaseException as error:
        raise RuntimeError("failed") from error  # found: here, flake8-async


async def rename(device):
    try:
        await device.run()
    except trio.Cancelled:
        raise ConnectionError("closed") from None  # found: here, flake8-async


async def nothing_to_cancel(device):
    try:
        device.prepare()
    except BaseException as error:
        raise RuntimeError("failed") from error  # found: flake8-async
