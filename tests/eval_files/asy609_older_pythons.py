"""Branches that only older Pythons run: what newer ones have is not written there."""
# only: own

import asyncio
import sys


async def run(loop: asyncio.AbstractEventLoop, work) -> None:
    if sys.version_info[:2] <= (3, 8):
        await loop.run_in_executor(None, work)
    await loop.run_in_executor(None, work)  # error: 10
