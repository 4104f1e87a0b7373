"""Branches that only older Pythons run: what newer ones have is not written there."""
# only: own

import asyncio
import sys


async def limited(work) -> None:
    try:
        await work
    except TimeoutError:  # error: 11
        pass
    if sys.version_info < (3, 11):
        try:
            await work
        except asyncio.TimeoutError:
            pass
    elif sys.version_info < (3, 13):
        try:
            await work
        except TimeoutError:  # error: 15
            pass
