# only: own
"""What a block of a function does names the function that it becomes; all of the rest is named as the whole."""

import json
from pathlib import Path


async def saved(folder: Path, config):
    if config:
        with open(folder / "config.json", "w", encoding="utf-8") as file:  # error: 13
            json.dump(config, file)  # error: 12
    return config


async def loaded(folder: Path):
    with open(folder / "config.json", encoding="utf-8") as file:  # error: 9
        first = file.readline()  # error: 16
        return first, json.load(file)  # error: 22


async def saved_with_size(folder: Path, config):
    with open(folder / "config.json", "w", encoding="utf-8") as file:  # error: 9
        json.dump(config, file)  # error: 8
        size = file.tell()
    return size


async def saved_by_itself(path: Path, item):
    with path.open("w", encoding="utf-8") as f:  # error: 9
        f.write(str(item))  # error: 8
        place = f.tell()
    return place
