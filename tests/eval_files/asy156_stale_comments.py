"""A comment that asks for what the fix does goes with it; one that says more stays."""

import asyncio
import json
from pathlib import Path


def parse(path: Path) -> dict[str, int]:
    with open(path) as file:
        return json.load(file)


async def asked_for(path: Path) -> dict[str, int]:
    await asyncio.sleep(1)
    # fixme(mm, 2022-12-23): This does I/O and compute-bound parsing that will block
    # the event loop. Jira RSS-165.
    found = parse(path)  # ASY156: 12
    found["more"] = 1
    return found


async def probably(path: Path) -> None:
    print(path)
    # TODO: probably needs to be in a thread
    if parse(path):  # ASY156: 7
        await asyncio.sleep(1)


async def of_block(path: Path) -> int:
    # TODO(x): move this to a thread pool
    with open(path, "rb") as file:  # ASY106: 9
        first = json.load(file)  # ASY106: 16
        file.seek(7)
        second = json.load(file)  # ASY106: 17
    print(first, second)
    return 1


async def says_more(path: Path) -> None:
    # TODO: run in a thread, and check what comes of it
    print(parse(path))  # ASY156: 10
    # TODO: run in a thread

    await asyncio.sleep(1)


HANDLERS = [
    asked_for,
    probably,
    of_block,
    says_more,
]
