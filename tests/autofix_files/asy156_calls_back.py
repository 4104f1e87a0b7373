# only: own
import asyncio
from pathlib import Path


class Options:
    def __init__(self):
        self.receivers = []
        self.by_name = {}

    def update(self, text):
        for receiver in self.receivers:
            receiver(text)

    def tell(self, name, text):
        self.by_name[name](text)

    def all_of(self, text):
        return [receiver(text) for receiver in self.receivers]


def load(options: Options, path: Path):
    options.update(path.read_text())


def load_one(options: Options, path: Path):
    options.tell("one", path.read_text())


def load_all(options: Options, path: Path):
    return options.all_of(path.read_text())


def load_fixed(path: Path):
    for kind in (str, list):
        print(kind(path.read_text()))


async def main(path: Path):
    options = Options()
    load(options, path)  # error: 4
    load_one(options, path)  # error: 4
    load_all(options, path)  # error: 4
    await asyncio.to_thread(load_fixed, path)  # error: 4
