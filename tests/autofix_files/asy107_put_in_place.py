"""What is written beside its place and then moved there is one step: to a thread as a whole, or not at all."""

import asyncio
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def save(path, data):
    with open(path, "w") as file:
        json.dump(data, file)


class Store:
    def __init__(self, path):
        self.path = path
        self.count = 0

    async def parted(self, data):
        new = self.path + ".new"
        save(new, data)  # ASY156: 8
        self.count += 1
        print("saved")
        os.replace(new, self.path)

    async def whole(self, other):
        new = self.path + ".new"

        def copy_and_remove():
            shutil.copytree(other, new)  # error: 8
            if not self.count:
                shutil.rmtree(self.path)  # error: 12
                os.rename(new, self.path)

        await asyncio.to_thread(copy_and_remove)

    async def between_the_two(self, data, other):
        new = Path(self.path).with_suffix(".new")
        new.write_text(data)  # ASY106: 8
        self.count += 1
        shutil.copyfile(other, self.path)  # error: 8
        new.rename(self.path)

    async def by_a_process(self):
        new = self.path + ".new"
        subprocess.run(["dump", new], check=True)  # ASY105: 8
        self.count += 1
        os.replace(new, self.path)

    async def brought_back(self, other):
        backup = self.path + ".old"
        shutil.copyfile(self.path, backup)  # error: 8
        try:
            self.fill(other)
        except ValueError:
            self.count += 1
            shutil.move(backup, self.path)  # error: 12

    def fill(self, other):
        raise ValueError(other)

    async def of_its_own(self, data):
        number, new = tempfile.mkstemp()
        await asyncio.to_thread(save, new, data)  # ASY156: 8
        self.count += 1
        os.replace(new, self.path)

    async def given(self, new, other):
        await asyncio.to_thread(shutil.copyfile, other, new)  # error: 8
        self.count += 1
        os.replace(new, self.path)

    async def in_a_given_folder(self, folder: Path, name, other):
        new = folder / name
        await asyncio.to_thread(shutil.copyfile, other, new)  # error: 8
        self.count += 1
        new.rename(self.path)

    async def of_another(self, other):
        new = self.path + ".new"
        await asyncio.to_thread(shutil.copyfile, other, new + ".2")  # error: 8
        self.count += 1
        os.replace(new, self.path)

    async def waits_anyway(self, other):
        new = self.path + ".new"
        await asyncio.to_thread(shutil.copyfile, other, new)  # error: 8
        await asyncio.sleep(1)
        os.replace(new, self.path)

    async def only_read(self, other):
        new = self.path + ".new"
        await asyncio.to_thread(shutil.copyfile, new, other)  # error: 8
        self.count += 1
        os.replace(new, self.path)


HANDLERS = [
    Store.parted,
    Store.whole,
    Store.between_the_two,
    Store.by_a_process,
    Store.brought_back,
    Store.of_its_own,
    Store.given,
    Store.in_a_given_folder,
    Store.of_another,
    Store.waits_anyway,
    Store.only_read,
]
