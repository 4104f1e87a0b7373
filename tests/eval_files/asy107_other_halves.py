# only: own
"""What stays on the loop beside a call that would go to a thread: half of the work there helps nobody."""
import asyncio
import glob
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


# To make the folder is the least of it: alone in a thread it only makes the way longer.
async def writes_in_it(folder, text):
    os.makedirs(folder, exist_ok=True)  # error: 4
    with open(os.path.join(folder, "text"), "w") as file:
        file.write(text)


async def syncs_later(folder, texts, descriptor):
    os.makedirs(folder, exist_ok=True)  # error: 4
    async for text in texts:
        print(text)
        os.fsync(descriptor) if text else None


async def copies_in_a_thread(folder, source):
    os.makedirs(folder, exist_ok=True)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(shutil.copytree, source, folder, dirs_exist_ok=True)


async def only_makes_it(folder):
    os.makedirs(folder, exist_ok=True)  # error: 4
    await asyncio.to_thread(print, folder)


async def makes_it_where_it_is_missing(folder):
    if not os.path.exists(folder):
        os.makedirs(folder)  # error: 8


# What is asked of each entry takes as long as the list.
async def folders_in(folder):
    found = []
    for name in os.listdir(folder):  # error: 16
        if os.path.isdir(os.path.join(folder, name)):
            found.append(name)
    return found


async def names_in(folder):
    if not os.path.isdir(folder):
        return []
    return sorted(os.listdir(folder))  # error: 18


# The records are read on the loop, all of them.
async def newest(folder):
    names = glob.glob(os.path.join(folder, "*.json"))  # error: 12
    rows = []
    for name in names:
        for line in open(name):
            rows.append(json.loads(line))
    return rows


async def newest_after_a_while(folder):
    names = glob.glob(os.path.join(folder, "*.json"))  # error: 12
    await asyncio.sleep(1)
    return [json.loads(line) for name in names for line in open(name)]


async def newest_or_none(folder, name):
    if folder:
        return glob.glob(os.path.join(folder, "*.json"))  # error: 15
    else:
        return [json.loads(line) for line in open(name)]


async def each_newest(folders):
    for folder in folders:
        names = glob.glob(os.path.join(folder, "*.json"))  # error: 16
        yield names
        yield [json.loads(line) for line in open(names[0])]


# Its argument is the smaller half of the call.
def converted(data: bytes):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(["convert", "-"], input=data, cwd=folder)


async def convert(path: Path):
    return converted(path.read_bytes())


async def shown(path: Path):
    return len(path.read_bytes())


# One step of the function, done twice.
def switch(is_on):
    subprocess.run(["switch", "on" if is_on else "off"])


async def switch_twice(work):
    switch(True)  # Blocks on purpose: nobody may come between.
    await work()
    await asyncio.sleep(1)
    switch(False)


async def switch_off(work):
    await work()
    switch(False)


# A helper that may well not come to it is no reason.
def told(path, is_loud, is_kept):
    if is_loud:
        if is_kept:
            Path("log").write_text(path)


async def copy_and_tell(source, target, kept):
    shutil.copyfile(source, target)  # error: 4
    kept["told"] = told(source, target, kept)


async def removes_what_is_there(path, stamp):
    if os.path.exists(path):
        shutil.rmtree(path)  # error: 8
    os.utime(stamp)


HANDLERS = [
    writes_in_it,
    syncs_later,
    copies_in_a_thread,
    only_makes_it,
    makes_it_where_it_is_missing,
    folders_in,
    names_in,
    newest,
    newest_after_a_while,
    newest_or_none,
    each_newest,
    convert,
    shown,
    switch_twice,
    switch_off,
    copy_and_tell,
    removes_what_is_there,
]
