"""Branches that only older Pythons run: what newer ones have is not written there."""
# only: own

import asyncio
import sys
from pathlib import Path

PY39 = sys.version_info >= (3, 9)


async def read_a(path: Path) -> str:
    if sys.version_info[:2] < (3, 9):
        return await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 15
    return await asyncio.to_thread(path.read_text)  # error: 11


async def read_b(path: Path) -> str:
    if sys.version_info >= (3, 9):
        return await asyncio.to_thread(path.read_text)  # error: 15
    else:
        return await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 15


async def read_c(path: Path) -> str:
    if PY39:
        return await asyncio.to_thread(path.read_text)  # error: 15
    return await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 11


async def read_d(path: Path, is_new: bool) -> str:
    if not PY39 or sys.version_info.minor < 8:
        return await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 15
    if not PY39 or is_new:
        return await asyncio.to_thread(path.read_text)  # error: 15
    return await asyncio.to_thread(path.read_text)  # error: 11


async def read_e(path: Path) -> str:
    return await asyncio.to_thread(path.read_text) if sys.version_info[:2] > (3, 8) else await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 11 # ASY106: 66


if sys.version_info < (3, 9, 2):

    async def read_f(path: Path) -> str:
        return await asyncio.to_thread(path.read_text)  # error: 15


async def read_from_the_first_part(path: Path) -> str:
    if sys.version_info[0:2] < (3, 9):
        return await asyncio.get_running_loop().run_in_executor(None, path.read_text)  # error: 15
    return await asyncio.to_thread(path.read_text)  # error: 11
