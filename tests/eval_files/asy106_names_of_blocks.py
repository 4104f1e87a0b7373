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


async def saved_words(filename: str, words):
    with open(filename, "w") as f:  # error: 9
        for word in words:
            json.dump(word, f)  # error: 12


async def saved_twice(folder: str, words):
    Path(folder, "words.json").write_text(str(words))  # error: 4
    if words.counts:
        Path(folder, "counts.json").write_text(str(words.counts))  # error: 8


async def both_lists(first: Path, second: Path):
    with first.open() as file:  # error: 9
        old_rows = json.load(file)  # error: 19
        print(old_rows)
        with second.open() as file:  # error: 13
            new_rows = json.load(file)  # error: 23
    return old_rows[new_rows]


async def safely(path: Path, settings: dict):
    import yaml

    with path.open("w") as file:  # error: 9
        yaml.safe_dump(settings, file)  # error: 8
        file.write("")  # error: 8
