# only: own
"""A loop that looks through files for one goes to one thread as a whole."""

import asyncio
from pathlib import Path


def is_ours(path: Path) -> bool:
    return "ours" in path.read_text()


def is_theirs(path: Path) -> bool:
    return "theirs" in path.read_text()


def is_old(path: Path) -> bool:
    return "old" in path.read_text()


async def remembers(paths: list[Path]) -> Path | None:
    def get_found():
        found = None
        for path in paths:
            if is_ours(path):  # error: 11
                found = path
                break
        return found

    found = await asyncio.to_thread(get_found)
    await asyncio.sleep(0)
    return found


async def returns(paths: list[Path]) -> Path | None:
    def returns_sync() -> Path | None:
        for path in paths:
            if path.suffix == ".txt":
                if is_theirs(path):  # error: 15
                    return path
        return None

    return await asyncio.to_thread(returns_sync)


async def collects(paths: list[Path]) -> list[Path]:
    def get_old():
        old = []
        for path in paths:
            if is_old(path):  # error: 11
                old.append(path)
        return old

    old = await asyncio.to_thread(get_old)
    await asyncio.sleep(0)
    return old


async def waits_between(paths: list[Path]) -> None:
    for path in paths:
        if await asyncio.to_thread(is_old, path):  # error: 11
            await asyncio.sleep(0)


async def does_more(paths: list[Path], queue: asyncio.Queue) -> None:
    for path in paths:
        if await asyncio.to_thread(is_ours, path):  # error: 11
            queue.put_nowait(path)


HANDLERS = [
    remembers,
    returns,
    collects,
    waits_between,
    does_more,
]
