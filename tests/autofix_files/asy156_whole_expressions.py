"""A comprehension takes one thread for all of its rounds, and who raises waits for none."""

import asyncio
import json
from pathlib import Path


def read(path: str) -> dict[str, int]:
    with open(path) as file:
        return json.load(file)


def read_more(path: str) -> dict[str, int]:
    with open(path) as file:
        return json.load(file)


def failed(path: str) -> Exception:
    return ValueError(Path(path).read_text())


async def all_of(paths: list[str]) -> dict[str, int]:
    return await asyncio.to_thread(lambda: {path: read(path)["size"] for path in paths})  # ASY156: 18


async def of_first(paths: list[str]) -> list[str]:
    # This is read once.
    return [name for name in await asyncio.to_thread(read, paths[0])]  # ASY156: 29


async def waits_else(paths: list[str]) -> list[int]:
    # Each round waits anyway.
    return [await asyncio.sleep(1, (await asyncio.to_thread(read, path))["size"]) for path in paths]  # ASY156: 35


async def with_neighbour(paths: list[str]) -> object:
    def read_first_and_others():
        # One thread has both.
        first = read_more(paths[0])  # ASY156: 12
        others = [read_more(path)["size"] for path in paths]  # ASY156: 14
        return first, others

    first, others = await asyncio.to_thread(read_first_and_others)
    await asyncio.sleep(1)
    return first, others


async def fail(path: str) -> None:
    raise failed(path)  # ASY156: 10


async def fail_later(path: str) -> None:
    error = await asyncio.to_thread(failed, path)  # ASY156: 12
    raise error


HANDLERS = [
    all_of,
    of_first,
    waits_else,
    with_neighbour,
    fail,
    fail_later,
]
