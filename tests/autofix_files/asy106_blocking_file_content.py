import asyncio
import gzip
import io
import json
import pickle
from pathlib import Path

import aiofiles
import anyio


async def whole(path):
    async with aiofiles.open(path) as file:  # error: 9, call="open"
        text = await file.read()  # error: 15, call="io.TextIOWrapper.read"
    async with aiofiles.open(path) as file:  # error: 9, call="open"
        async for line in file:  # error: 20, call="io.TextIOWrapper.__next__"
            await asyncio.sleep(len(line))
    async with aiofiles.open(path, "wb") as file:  # error: 9, call="open"
        await file.write(b"x")  # error: 8, call="io.BufferedWriter.write"

    def load_data():
        with Path(path).open() as file:  # error: 9, call="pathlib.Path.open"
            data = json.load(file)  # error: 15, call="json.load"
        with gzip.open(path) as file:  # error: 9, call="gzip.open"
            file.read()  # error: 8, call="gzip.GzipFile.read"
        return data

    data = await asyncio.to_thread(load_data)
    return text, data


async def paths(path: Path, folder):
    await asyncio.to_thread(path.read_text)  # error: 4, call="pathlib.Path.read_text"
    path.write_bytes(b"x")  # error: 4, call="pathlib.Path.write_bytes"
    await asyncio.to_thread((path / "name").read_bytes)  # error: 4, call="pathlib.Path.read_bytes"
    await asyncio.to_thread(Path(folder, "name").write_text, "x")  # error: 4, call="pathlib.Path.write_text"
    await asyncio.to_thread(path.parent.joinpath("name").read_text)  # error: 4, call="pathlib.Path.read_text"
    content = json.loads(await asyncio.to_thread(path.read_text))  # error: 25, call="pathlib.Path.read_text"
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
    async with aiofiles.open(path, "rb") as file:  # error: 9, call="pathlib.Path.open"
        await file.readline()  # error: 8, call="io.BufferedReader.readline"
    async with aiofiles.open(path, "r+b") as file:  # error: 9, call="open"
        await file.write(b"")  # error: 8, call="io.BufferedRandom.write"
    async with aiofiles.open(path, mode) as file:  # error: 9, call="open"
        await file.read()  # error: 8, call="io.TextIOWrapper.read"

    def read_file():
        with gzip.open(path, mode="rt") as file:  # error: 9, call="gzip.open"
            file.read()  # error: 8, call="io.TextIOWrapper.read"

    await asyncio.to_thread(read_file)
