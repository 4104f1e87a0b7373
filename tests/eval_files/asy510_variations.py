# only: own
import asyncio

import trio


async def first(c):
    try:
        await c.read()
    except asyncio.CancelledError as e:
        raise RuntimeError("x") from e  # error: 8, error="RuntimeError"


async def second(c):
    try:
        await c.read()
    except (OSError, asyncio.CancelledError) as e:
        raise ConnectionError(e)  # error: 8


async def third(c):
    try:
        await c.read()
    except asyncio.CancelledError:
        raise TimeoutError from None


async def fourth(c):
    try:
        await c.read()
    except trio.Cancelled:
        raise
    except BaseException:
        raise RuntimeError
