# only: own
import asyncio
import os
from pathlib import Path

import psutil


async def loops(folder: Path):
    for path in folder.rglob("*"):  # error: 16
        print(path)
    for number, path in enumerate(folder.rglob("*")):  # error: 34
        print(number, path)
    for root, _, files in os.walk(folder):  # error: 26
        print(root, files)
    for process in psutil.process_iter(["pid"]):  # error: 19
        print(process)
    return [path for path in folder.rglob("*")]  # error: 29


async def builtins(folder: Path):
    print(sorted(folder.rglob("*"), key=str))  # error: 17
    print(any(path.is_file() for path in folder.rglob("*")))  # error: 41
    return list(folder.rglob("*"))  # error: 16


async def told_where_to_go_on(folder):
    for root, folders, _ in os.walk(folder):  # error: 28
        folders[:] = [name for name in folders if name != "build"]
        print(root)


async def one_at_a_time(folder: Path):
    first = next(folder.rglob("*"))  # error: 17
    walk = folder.rglob("*")  # error: 11
    return first, next(walk)


async def other_list(folder: Path, list):
    for path in folder.rglob("*"):  # error: 16
        list.append(path)


async def asynchronous(folder: Path):
    for path in await asyncio.to_thread(list, folder.rglob("*")):
        print(path)
