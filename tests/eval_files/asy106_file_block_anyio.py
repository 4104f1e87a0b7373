# settings: {"file_library": "anyio"}
import json
import pathlib

import anyio


async def whole(path):
    with open(path) as file:  # error: 9
        return file.read()  # error: 15


async def note(line):
    await anyio.sleep(0.1)
    return line


async def lines(path):
    result = []
    with open(path, encoding="utf-8") as file:  # error: 9
        header = file.readline().strip()  # error: 17
        for line in file:  # error: 20
            result.append(await note(line))
        rest = [line for line in file if await note(line)]  # error: 33
    return header, result, rest


async def written(path, text):
    with open(path, "w") as file:  # error: 9
        file.write(text)  # error: 8
        file.flush()  # error: 8


async def two_blocks(path):
    with open(path) as file:  # error: 9
        text = file.read()  # error: 15
    with open(path, "w") as file:  # error: 9
        file.write(text)  # error: 8


async def given_away(path):
    with open(path) as file:  # error: 9
        return json.load(file)  # error: 15


async def used_after(path):
    with open(path) as file:  # error: 9
        text = file.read()  # error: 15
    return text, file.name


async def printed(path):
    with open(path, "w") as file:  # error: 9
        print("x", file=file)


async def lazily(path):
    with open(path) as file:  # error: 9
        return sum(len(line) for line in file)  # error: 41


async def two_files(path, other):
    with open(path) as file, open(other) as more:  # error: 9  # error: 29
        return file.read() + more.read()  # error: 15  # error: 29


async def locked(path, write_lock):
    with write_lock:
        with open(path) as file:  # error: 13
            return file.read()  # error: 19


async def method_of_a_path(folder):
    with pathlib.Path(folder, "x").open() as file:  # error: 9
        return file.read()  # error: 15


async def lines_at_once(path):
    with open(path) as file:  # error: 9
        return [line.strip() for line in file]  # error: 41


async def sizes(path, storage):
    with open(path, "rb") as file:  # error: 9
        async with storage.writer() as writer:
            while True:
                size = int.from_bytes(file.read(4), "big")  # error: 38
                if not size:
                    break
                file.seek(size, 1)


async def records(path, send):
    with open(path, "rb") as file:  # error: 9
        while chunk := file.read(4):  # error: 23
            size = int.from_bytes(chunk, "big")
            await send(file.read(size))  # error: 23


async def checked(path, checksum):
    with open(path, "rb") as file:  # error: 9
        while chunk := file.read(1 << 16):  # error: 23
            checksum.update(chunk)
