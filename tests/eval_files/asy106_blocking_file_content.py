import asyncio
import gzip
import io
import json
import pickle
from pathlib import Path

import aiofiles
import anyio


async def whole(path):
    with open(path) as file:  # error: 9, call="open"
        text = file.read()  # error: 15, call="io.TextIOWrapper.read"
    with open(path) as file:  # error: 9, call="open"
        for line in file:  # error: 20, call="io.TextIOWrapper.__next__"
            await asyncio.sleep(len(line))
    with io.open(path, "wb") as file:  # error: 9, call="open"
        file.write(b"x")  # error: 8, call="io.BufferedWriter.write"
    with Path(path).open() as file:  # error: 9, call="pathlib.Path.open"
        data = json.load(file)  # error: 15, call="json.load"
    with gzip.open(path) as file:  # error: 9, call="gzip.open"
        file.read()  # error: 8, call="gzip.GzipFile.read"
    return text, data


async def paths(path: Path, folder):
    path.read_text()  # error: 4, call="pathlib.Path.read_text"
    path.write_bytes(b"x")  # error: 4, call="pathlib.Path.write_bytes"
    (path / "name").read_bytes()  # error: 4, call="pathlib.Path.read_bytes"
    Path(folder, "name").write_text("x")  # error: 4, call="pathlib.Path.write_text"
    path.parent.joinpath("name").read_text()  # error: 4, call="pathlib.Path.read_text"
    content = json.loads(path.read_text())  # error: 25, call="pathlib.Path.read_text"
    return content


async def in_memory(data):
    buffer = io.BytesIO(data)
    buffer.read()
    text = io.StringIO()
    text.write("x")
    json.loads(data)
    pickle.loads(data)


async def asynchronous(path):
    async with aiofiles.open(path) as file:
        await file.read()
    async with await anyio.open_file(path) as file:
        await file.read()
    await anyio.Path(path).read_text()
    await asyncio.to_thread(Path(path).read_text)


async def look_alikes(open, image, path):
    open("x")
    image.open("x")
    path.read_text()


def synchronous(path):
    with open(path) as file:
        return file.read()


async def modes(path: Path, mode):
    with path.open("rb") as file:  # error: 9, call="pathlib.Path.open"
        file.readline()  # error: 8, call="io.BufferedReader.readline"
    with open(path, "r+b") as file:  # error: 9, call="open"
        file.write(b"")  # error: 8, call="io.BufferedRandom.write"
    with open(path, mode) as file:  # error: 9, call="open"
        file.read()  # error: 8, call="io.TextIOWrapper.read"
    with gzip.open(path, mode="rt") as file:  # error: 9, call="gzip.open"
        file.read()  # error: 8, call="io.TextIOWrapper.read"
