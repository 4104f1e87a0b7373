"""What is written at a place that is the same for all calls is not written in two threads at once."""
import asyncio
import shutil
from pathlib import Path

EXPORT = "export"
ALONE = "alone"


async def back_up(folder):
    name = "backup"
    shutil.make_archive(name, "zip", folder)  # error: 4


async def export(folder):
    shutil.make_archive(EXPORT, "zip", folder)  # error: 4


async def copy_all(folder):
    shutil.copytree(folder, Path("site"))  # error: 4
    shutil.copytree(EXPORT, folder)  # error: 4


async def of_each(folder, name):
    shutil.make_archive(name, "zip", folder)  # error: 4
    shutil.make_archive(f"{EXPORT}-{name}", "zip", folder)  # error: 4


async def one_at_a_time(folder, lock: asyncio.Lock):
    async with lock:
        shutil.make_archive(ALONE, "zip", folder)  # error: 8
