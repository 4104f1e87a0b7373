"""``shutil`` is no path: what its functions write is what they are given."""

import asyncio
import shutil
from pathlib import Path


class Cache:
    def __init__(self, folder):
        self.folder = folder

    async def removed(self):
        text = Path(self.folder).read_text()  # ASY106: 15
        if not text:
            shutil.rmtree(self.folder)  # error: 12

    async def archived(self):
        text = Path(self.folder).read_text()  # ASY106: 15
        if not text:
            shutil.make_archive(self.folder, "zip")  # error: 12

    async def removed_elsewhere(self, other):
        text = Path(self.folder).read_text()  # ASY106: 15
        if not text:
            shutil.rmtree(other)  # error: 12

    async def archived_elsewhere(self, other):
        await asyncio.sleep(1)
        text = Path(self.folder).read_text()  # ASY106: 15
        if not text:
            shutil.make_archive(other, "zip", self.folder)  # error: 12
