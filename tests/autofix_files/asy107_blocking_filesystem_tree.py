import asyncio
import glob
import os
import shutil
import tempfile
from pathlib import Path


async def trees(folder, other):
    await asyncio.to_thread(os.listdir, folder)  # error: 4, call="os.listdir"
    for root, _, _ in await asyncio.to_thread(list, os.walk(folder)):  # error: 22, call="os.walk"
        print(root)
    await asyncio.to_thread(glob.glob, "*.py")  # error: 4, call="glob.glob"
    await asyncio.to_thread(lambda: list(Path(folder).iterdir()))  # error: 9, call="pathlib.Path.iterdir"

    def remove_folder():
        sorted(Path(folder).rglob("*"))  # error: 11, call="pathlib.Path.rglob"
        shutil.copytree(folder, other)  # error: 4, call="shutil.copytree"
        shutil.copy2(folder, other)  # error: 4, call="shutil.copy2"
        shutil.move(folder, other)  # error: 4, call="shutil.move"
        os.makedirs(folder)  # error: 4, call="os.makedirs"
        shutil.rmtree(folder)  # error: 4, call="shutil.rmtree"

    await asyncio.to_thread(remove_folder)
    tempfile.TemporaryFile()  # error: 4, call="tempfile.TemporaryFile"


async def cheap(folder, path: Path):
    os.path.join(folder, "name")
    path.joinpath("name").with_suffix(".py")
    shutil.which("python")
    fnmatch = path.match("*.py")
    return os.fspath(path), fnmatch


async def asynchronous(folder):
    await asyncio.to_thread(shutil.rmtree, folder)
    await asyncio.to_thread(os.listdir, folder)
    await asyncio.to_thread(list, Path(folder).glob("*"))


async def look_alikes(os, shutil, path):
    os.listdir(".")
    shutil.rmtree("x")
    path.rglob("*")


def synchronous(folder):
    shutil.rmtree(folder)
