"""A lock keeps tasks apart only where all who run the same helper hold it."""

import asyncio
import json
from pathlib import Path

FILE = Path("config.json")


def save_config(values):
    FILE.write_text(json.dumps(values))


def save_state(values):
    Path("state.json").write_text(json.dumps(values))


class Service:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def change(self, values):
        async with self.lock:
            save_config(values)  # error: 12

    async def reset(self):
        save_config({})  # error: 8

    async def keep(self, values):
        async with self.lock:
            await asyncio.to_thread(save_state, values)  # error: 12

    async def keep_nothing(self):
        async with self.lock:
            await asyncio.to_thread(save_state, {})  # error: 12


HANDLERS = [
    Service.change,
    Service.reset,
    Service.keep,
    Service.keep_nothing,
]
