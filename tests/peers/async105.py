"""Coroutines that nobody awaits."""

import asyncio

import trio


async def missing():
    trio.sleep(1)  # found: here, flake8-async, ruff


async def of_asyncio():
    asyncio.sleep(1)  # found: here


async def own():
    missing()  # found: here


async def all_well():
    await trio.sleep(1)
