# only: own
"""What an object holds is emptied after a new wait, or before one: what others put in meanwhile is lost."""

import asyncio
import collections
import shutil


class Log:
    """Its index is about the file."""

    def __init__(self, path, other) -> None:
        self.path = path
        self.other = other
        self.index = {}
        self.lock = asyncio.Lock()

    def add(self, key, text) -> None:
        with open(self.path, "a") as file:
            self.index[key] = file.tell()
            file.write(text)

    def _move(self) -> None:
        shutil.move(self.path, self.path + ".1")

    async def rotate(self) -> None:
        shutil.move(self.path, self.path + ".1")  # ASY107: 8
        self.index.clear()

    async def rotate_anew(self) -> None:
        if self.index:
            shutil.move(self.path, self.path + ".1")  # ASY107: 12
            self.index = {}

    # There is a wait already.
    async def rotate_later(self) -> None:
        shutil.move(self.path, self.path + ".1")  # ASY107: 8
        await asyncio.sleep(1)
        self.index.clear()

    # What the others do not use as they put something in.
    async def move_other(self) -> None:
        shutil.move(self.other, self.other + ".1")  # ASY107: 8
        self.index.clear()

    # Another branch.
    async def rotate_or_clear(self, is_full) -> None:
        if is_full:
            shutil.move(self.path, self.path + ".1")  # ASY107: 12
        else:
            self.index.clear()


class Listing:
    """It is empty until the wait is over."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.seen = collections.OrderedDict()

    async def load(self) -> None:
        self.seen = collections.OrderedDict()
        copied = shutil.copytree(self.folder, "/tmp/copied" + self.folder)  # ASY107: 17
        self.seen["copied"] = copied

    async def reload(self) -> None:
        copied = shutil.copytree(self.folder, "/tmp/copied" + self.folder)  # ASY107: 17
        self.seen = collections.OrderedDict()
        self.seen["copied"] = copied
