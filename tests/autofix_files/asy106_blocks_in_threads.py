# only: own
import asyncio
import json
import sqlite3
from pathlib import Path
from zipfile import ZipFile


async def gives(path: Path):
    def load_file():
        with open(path) as file:  # error: 9
            return json.load(file)  # error: 15

    return await asyncio.to_thread(load_file)


async def assigns(path: Path):
    def load_data():
        # what was saved
        with path.open() as file:  # error: 9
            lines = file.readlines()  # error: 16
            data: dict = json.loads(lines[0])  # the first
        return data

    return await asyncio.to_thread(load_data)


class Store:
    async def load(self, path: Path):
        def load_data():
            with open(path) as file:  # error: 13
                return json.load(file)  # error: 24

        self.data = await asyncio.to_thread(load_data)

    async def save(self, path: Path):
        def write_data():
            with open(path, "w") as file:  # error: 13
                json.dump(self.data, file)  # error: 12

        await asyncio.to_thread(write_data)

    async def asks_its_object(self, path: Path):
        with open(path) as file:  # error: 13
            self.unknown.update(json.load(file))  # error: 32

    async def changes_its_object(self, path: Path):
        with open(path) as file:  # error: 13
            self.raw = file.read()  # error: 23
            return json.loads(self.raw)


async def collects(path: Path):
    def read_rows():
        rows = []
        with open(path) as file:  # error: 9
            for line in file:  # error: 20
                rows.append(line)
            print(len(rows))
        return rows

    return await asyncio.to_thread(read_rows)


async def is_read_later(path: Path):
    def read_file():
        with open(path) as file:  # error: 9
            text = file.read()  # error: 15
            data = json.loads(text)
        return text, data

    return await asyncio.to_thread(read_file)


async def waits_inside(path: Path, queue: asyncio.Queue):
    with open(path) as file:  # error: 9
        await queue.put(file.read())  # error: 24


async def leaves_early(path: Path):
    def read_file():
        with open(path) as file:  # error: 9
            if file.read(1):  # error: 11
                return 1
            return 2

    return await asyncio.to_thread(read_file)


async def goes_on(paths: list[Path]):
    for path in paths:
        with open(path) as file:  # error: 13
            if not file.read(1):  # error: 19
                continue
            print(file.read())  # error: 18


async def tells_the_loop(path: Path, loop: asyncio.AbstractEventLoop):
    with open(path) as file:  # error: 9
        loop.call_soon(print, file.read())  # error: 30


async def uses_a_connection(path: Path, db: sqlite3.Connection):
    with open(path) as file:  # error: 9
        db.executescript(file.read())  # error: 25


async def name_is_taken(path: Path, name_is_taken_in_thread):
    def read_names():
        with ZipFile(path) as archive:  # error: 9
            return archive.namelist()

    names = await asyncio.to_thread(read_names)
    return names, name_is_taken_in_thread


async def in_an_elif(kind: int, path: Path):
    if kind == 1:
        return
    elif kind == 2:
        # the second
        def read_file():
            with open(path) as file:  # error: 13
                print(file.read())  # error: 18

        await asyncio.to_thread(read_file)
    else:
        print(kind)


class Batch:
    def __init__(self):
        self.rows = []

    def add(self, row):
        self.rows.append(row)

    async def save(self, path: Path):
        with open(path, "w") as file:  # error: 13
            for row in self.rows:
                file.write(row)  # error: 16
        self.rows = []


known, raw = {}, ''


async def of_the_module(path):
    global known, raw

    def load_known():
        with open(path) as file:  # error: 9
            return json.load(file)  # error: 16

    known = await asyncio.to_thread(load_known)
    await asyncio.sleep(1)
    with open(path) as file:  # error: 9
        raw = file.read()  # error: 14
        print(json.loads(raw))
