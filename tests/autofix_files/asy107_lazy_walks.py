# only: own
import asyncio
import os
from pathlib import Path

import psutil


async def loops(folder: Path):
    for path in await asyncio.to_thread(list, folder.rglob("*")):  # error: 16
        print(path)
    for number, path in enumerate(await asyncio.to_thread(list, folder.rglob("*"))):  # error: 34
        print(number, path)
    for root, _, files in await asyncio.to_thread(list, os.walk(folder)):  # error: 26
        print(root, files)
    for process in await asyncio.to_thread(list, psutil.process_iter(["pid"])):  # error: 19
        print(process)
    return [path for path in await asyncio.to_thread(list, folder.rglob("*"))]  # error: 29


async def builtins(folder: Path):
    print(await asyncio.to_thread(sorted, folder.rglob("*"), key=str))  # error: 17
    print(await asyncio.to_thread(lambda: any(path.is_file() for path in folder.rglob("*"))))  # error: 41
    return await asyncio.to_thread(list, folder.rglob("*"))  # error: 16


async def told_where_to_go_on(folder):
    def walk_folder():
        for root, folders, _ in os.walk(folder):  # error: 28
            folders[:] = [name for name in folders if name != "build"]
            print(root)

    await asyncio.to_thread(walk_folder)


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


async def asked_about(folder: Path, name):
    found = await asyncio.to_thread(lambda: [path for path in folder.iterdir() if path.is_dir()])  # error: 30
    found += await asyncio.to_thread(
        lambda: [
            path / name
            for path in folder.rglob("*")  # error: 20
            if path.is_dir() and (path / name).is_file()
        ]
    )
    newest = await asyncio.to_thread(
        lambda: max((path.stat().st_mtime for path in folder.iterdir()), default=0)
    )  # error: 51
    named = {path.name for path in await asyncio.to_thread(list, folder.rglob("*"))}  # error: 35
    return found, newest, named


async def asked_between(folder: Path, send):
    return [await send(path) for path in folder.rglob("*") if path.is_file()]  # error: 41


async def asked_in_loops(folder: Path):
    def list_folder():
        for path in folder.iterdir():  # error: 16
            if path.is_dir():
                print(path)

    await asyncio.to_thread(list_folder)

    def find_files():
        for path in folder.rglob("*"):  # error: 16
            full = folder / path.name
            if full.is_dir():
                print(path)

    await asyncio.to_thread(find_files)


async def asked_nothing(folder: Path):
    for path in await asyncio.to_thread(lambda: list(folder.iterdir())):  # error: 16
        print(path)


async def scans_at_once(folder: Path):
    if not await asyncio.to_thread(lambda: any(folder.iterdir())):  # error: 15
        return await asyncio.to_thread(lambda: sorted(folder.iterdir(), key=str))  # error: 22
    return await asyncio.to_thread(sorted, folder.glob("*"))  # error: 18
