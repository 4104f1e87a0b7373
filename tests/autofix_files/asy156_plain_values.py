# only: own
"""Paths, texts and tables hold nothing open: who makes one in a thread may use it anywhere."""

import asyncio

from pathlib import Path

import pandas as pd


def draw(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def encoded(path: Path) -> str:
    return str(path.read_bytes())


def step(code: str) -> dict:
    return {code: Path(code).read_text()}


def table(path: str) -> pd.DataFrame:
    return pd.read_csv(path)


def opened(path: str):
    return open(path)


class Game:
    def __init__(self) -> None:
        self.events: dict = {}

    def update(self, events: dict) -> None:
        self.events = events
        Path("events").write_text(str(events))

    async def round(self, folder: Path) -> str:
        def get_text_and_events() -> tuple[str, dict]:
            drawn = draw(folder, folder.joinpath("x"))  # error: 16
            text = encoded(drawn)  # error: 15
            events = step(text)  # error: 17
            return text, events

        text, events = await asyncio.to_thread(get_text_and_events)
        await asyncio.sleep(1)
        self.update(events)  # error: 8
        await asyncio.sleep(1)
        rows = await asyncio.to_thread(table, "x.csv")  # error: 15
        await asyncio.sleep(1)
        print(rows.shape, events)
        return text

    async def lines(self, path: str) -> str:
        def opened_and_read() -> str:
            file = opened(path)  # error: 15
            first = file.readline()
            print(first)
            return file.read()

        return await asyncio.to_thread(opened_and_read)


HANDLERS = [
    Game.round,
    Game.lines,
]
