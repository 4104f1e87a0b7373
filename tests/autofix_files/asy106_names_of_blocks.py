# only: own
"""What a block of a function does names the function that it becomes; all of the rest is named as the whole."""

import asyncio
import json
from pathlib import Path


async def saved(folder: Path, config):
    if config:

        def write_config():
            with open(folder / "config.json", "w", encoding="utf-8") as file:  # error: 13
                json.dump(config, file)  # error: 12

        await asyncio.to_thread(write_config)
    return config


async def loaded(folder: Path):
    def read_and_load():
        with open(folder / "config.json", encoding="utf-8") as file:  # error: 9
            first = file.readline()  # error: 16
            return first, json.load(file)  # error: 22

    return await asyncio.to_thread(read_and_load)


async def saved_with_size(folder: Path, config):
    def write_config():
        with open(folder / "config.json", "w", encoding="utf-8") as file:  # error: 9
            json.dump(config, file)  # error: 8
            return file.tell()

    return await asyncio.to_thread(write_config)


async def saved_by_itself(path: Path, item):
    def write_item():
        with path.open("w", encoding="utf-8") as f:  # error: 9
            f.write(str(item))  # error: 8
            return f.tell()

    return await asyncio.to_thread(write_item)


async def saved_words(filename: str, words):
    def write_words():
        with open(filename, "w") as f:  # error: 9
            for word in words:
                json.dump(word, f)  # error: 12

    await asyncio.to_thread(write_words)


async def saved_twice(folder: str, words):
    def write_files():
        Path(folder, "words.json").write_text(str(words))  # error: 4
        if words.counts:
            Path(folder, "counts.json").write_text(str(words.counts))  # error: 8

    await asyncio.to_thread(write_files)


async def both_lists(first: Path, second: Path):
    def load_rows():
        with first.open() as file:  # error: 9
            old_rows = json.load(file)  # error: 19
            print(old_rows)
            with second.open() as file:  # error: 13
                new_rows = json.load(file)  # error: 23
        return old_rows, new_rows

    old_rows, new_rows = await asyncio.to_thread(load_rows)
    return old_rows[new_rows]


async def safely(path: Path, settings: dict):
    import yaml

    def write_settings():
        with path.open("w") as file:  # error: 9
            yaml.safe_dump(settings, file)  # error: 8
            file.write("")  # error: 8

    await asyncio.to_thread(write_settings)
