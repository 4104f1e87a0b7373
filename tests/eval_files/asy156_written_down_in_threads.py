"""What a coroutine changes is written down by a helper: a thread would meet it half changed."""

import asyncio
import json
from pathlib import Path

import yaml

settings = {}
fixed = {}


class Config:
    def __init__(self):
        self.values = {}
        self.names = {}

    async def set(self, name, value):
        self.values[name] = value
        settings[name] = value

    def save(self, path: Path):
        path.write_text(json.dumps(self.values))

    def save_names(self, path: Path):
        path.write_text(json.dumps(self.names))

    def save_settings(self, path: Path):
        path.write_text(yaml.safe_dump(settings))

    def save_fixed(self, path: Path):
        path.write_text(yaml.safe_dump(fixed))


async def main(config: Config, path: Path):
    config.save(path)  # error: 4
    await asyncio.sleep(1)
    config.save_names(path)  # error: 4
    await asyncio.sleep(1)
    config.save_settings(path)  # error: 4
    await asyncio.sleep(1)
    config.save_fixed(path)  # error: 4


HANDLERS = [
    Config.set,
    main,
]
