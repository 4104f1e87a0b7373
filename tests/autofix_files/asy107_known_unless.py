# only: own
"""What is known already is tested, with a way around the test: a wait before it is noted lets two pass."""

import asyncio
import shutil


class Store:
    def __init__(self):
        self.sums = set()
        self.paths = {}

    async def save(self, item, again=False):
        if item.sum in self.sums and not again:
            raise FileExistsError(item.path)
        shutil.copy2(item.path, self.place_of(item))  # error: 8
        self.sums.add(item.sum)

    async def save_path(self, item, again=False):
        if not again and item.sum in self.paths:
            return
        shutil.copy2(item.path, self.place_of(item))  # error: 8
        self.paths[item.sum] = item.path

    async def save_any(self, item, again=False):
        if again and item.sum in self.paths:
            print("again", item.sum)
        await asyncio.to_thread(shutil.copy2, item.path, self.place_of(item))  # error: 8
        self.paths[item.sum] = item.path

    def place_of(self, item):
        return f"store/{item.sum}"
