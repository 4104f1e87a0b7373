"""Sleeping for no time."""

import asyncio

import anyio
import trio


async def turn():
    await trio.sleep(0)  # found: here, flake8-async, ruff
    await anyio.sleep(0)  # found: here, flake8-async, ruff
    await asyncio.sleep(0)
    await trio.sleep(0 * 2)  # found: here
