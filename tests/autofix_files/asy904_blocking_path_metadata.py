# only: own
import asyncio
import os
from pathlib import Path


async def look(path: Path, name: str):
    if not await asyncio.to_thread(path.exists):  # error: 11, call="pathlib.Path.exists", runner="asyncio.to_thread"
        await asyncio.to_thread(path.mkdir, parents=True)  # error: 8
    size = (await asyncio.to_thread(os.stat, name)).st_size  # error: 11, call="os.stat"
    if await asyncio.to_thread(os.path.isfile, name) and size:  # error: 7
        await asyncio.to_thread(os.remove, name)  # error: 8
    return size


async def pure(path: Path, name: str):
    path = path / name
    return path.with_suffix(".txt").name, os.path.join(name, "x"), os.path.basename(name)


async def offloaded(path: Path):
    return await asyncio.to_thread(path.exists)


def sync(path: Path):
    return path.exists()
