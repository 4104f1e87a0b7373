# only: own
"""What a loop binds anew in each round comes to the function of a block as an argument."""

import asyncio
import json
from pathlib import Path


async def reads_all(paths: list[str]) -> list[int]:
    sizes = []

    def load_data(path: str):
        with open(path) as file:  # error: 13
            return json.load(file)  # error: 19

    for path in paths:
        data = await asyncio.to_thread(load_data, path)
        sizes.append(len(data))
        await asyncio.sleep(0)
    return sizes


async def untyped(paths, encoding):
    def load_data(name, path):
        with open(name, encoding=encoding) as file:  # error: 13
            data = json.load(file)  # error: 19
            data["path"] = path
        return data

    for number, path in enumerate(paths):
        name = f"{path}.{number}"
        data = await asyncio.to_thread(load_data, name, path)
        await asyncio.sleep(len(data))


async def not_of_the_loop(path: Path, numbers):
    def load_data():
        with path.open() as file:  # error: 13
            return [number for number in json.load(file)]  # error: 41

    for number in numbers:
        data = await asyncio.to_thread(load_data)
        await asyncio.sleep(len(data) + number)


async def in_the_loop_around(folders):
    def load_data(folder):
        with open(folder.path) as file:  # error: 17
            return json.load(file)  # error: 23

    for folder in folders:
        while await folder.next():
            data = await asyncio.to_thread(load_data, folder)
            await folder.put(data)


async def without_a_loop(path):
    def load_data():
        with open(path) as file:  # error: 9
            return json.load(file)  # error: 15

    data = await asyncio.to_thread(load_data)
    return len(data)
