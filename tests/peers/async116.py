"""Sleeping for very long."""

import anyio
import math
import trio


async def wait():
    await trio.sleep(86401)  # found: here, flake8-async, ruff
    await trio.sleep(math.inf)  # found: here, flake8-async
    await anyio.sleep(60 * 60 * 24 * 7)  # found: here
    await trio.sleep(3600)
