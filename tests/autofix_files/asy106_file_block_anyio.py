# settings: {"file_library": "anyio"}
import json
import pathlib

import anyio


async def whole(path):
    async with await anyio.open_file(path) as file:  # error: 9
        return await file.read()  # error: 15


async def note(line):
    await anyio.sleep(0.1)
    return line


async def lines(path):
    result = []
    async with await anyio.open_file(path, encoding="utf-8") as file:  # error: 9
        header = (await file.readline()).strip()  # error: 17
        async for line in file:  # error: 20
            result.append(await note(line))
        rest = [line async for line in file if await note(line)]  # error: 33
    return header, result, rest


async def written(path, text):
    async with await anyio.open_file(path, "w") as file:  # error: 9
        await file.write(text)  # error: 8
        await file.flush()  # error: 8


async def two_blocks(path):
    async with await anyio.open_file(path) as file:  # error: 9
        text = await file.read()  # error: 15
    async with await anyio.open_file(path, "w") as file:  # error: 9
        await file.write(text)  # error: 8


async def given_away(path):
    def load_file():
        with open(path) as file:  # error: 9
            return json.load(file)  # error: 15

    return await anyio.to_thread.run_sync(load_file)


async def used_after(path):
    def read_file():
        with open(path) as file:  # error: 9
            text = file.read()  # error: 15
        return text, file.name

    return await anyio.to_thread.run_sync(read_file)


async def printed(path):
    def write_file():
        with open(path, "w") as file:  # error: 9
            print("x", file=file)

    await anyio.to_thread.run_sync(write_file)


async def lazily(path):
    def read_file():
        with open(path) as file:  # error: 9
            return sum(len(line) for line in file)  # error: 41

    return await anyio.to_thread.run_sync(read_file)


async def two_files(path, other):
    def read_files():
        with open(path) as file, open(other) as more:  # error: 9  # error: 29
            return file.read() + more.read()  # error: 15  # error: 29

    return await anyio.to_thread.run_sync(read_files)


async def locked(path, write_lock):
    with write_lock:
        with open(path) as file:  # error: 13
            return file.read()  # error: 19


async def method_of_a_path(folder):
    async with await anyio.open_file(pathlib.Path(folder, "x")) as file:  # error: 9
        return await file.read()  # error: 15


async def lines_at_once(path):
    def read_file():
        with open(path) as file:  # error: 9
            return [line.strip() for line in file]  # error: 41

    return await anyio.to_thread.run_sync(read_file)


async def sizes(path, storage):
    with open(path, "rb") as file:  # error: 9
        async with storage.writer() as writer:
            while True:
                size = int.from_bytes(file.read(4), "big")  # error: 38
                if not size:
                    break
                file.seek(size, 1)


async def records(path, send):
    async with await anyio.open_file(path, "rb") as file:  # error: 9
        while chunk := await file.read(4):  # error: 23
            size = int.from_bytes(chunk, "big")
            await send(await file.read(size))  # error: 23


async def checked(path, checksum):
    async with await anyio.open_file(path, "rb") as file:  # error: 9
        while chunk := await file.read(1 << 16):  # error: 23
            checksum.update(chunk)
