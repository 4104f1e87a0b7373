# only: own
"""What a loop binds anew in each round comes to the function of a block as an argument."""

import asyncio
import json
from pathlib import Path


async def reads_all(paths: list[str]) -> list[int]:
    sizes = []
    for path in paths:
        with open(path) as file:  # error: 13
            data = json.load(file)  # error: 19
        sizes.append(len(data))
        await asyncio.sleep(0)
    return sizes


async def untyped(paths, encoding):
    for number, path in enumerate(paths):
        name = f"{path}.{number}"
        with open(name, encoding=encoding) as file:  # error: 13
            data = json.load(file)  # error: 19
            data["path"] = path
        await asyncio.sleep(len(data))


async def not_of_the_loop(path: Path, numbers):
    for number in numbers:
        with path.open() as file:  # error: 13
            data = [number for number in json.load(file)]  # error: 41
        await asyncio.sleep(len(data) + number)


async def in_the_loop_around(folders):
    for folder in folders:
        while await folder.next():
            with open(folder.path) as file:  # error: 17
                data = json.load(file)  # error: 23
            await folder.put(data)


async def without_a_loop(path):
    with open(path) as file:  # error: 9
        data = json.load(file)  # error: 15
    return len(data)
