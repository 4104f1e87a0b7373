# only: own
"""A file that is read or written in one go needs no block: its path has methods for that."""

import asyncio
import json
import os
from pathlib import Path


async def read(path: str, folder: Path, name: str, unknown, number: int) -> str:
    def read_text_and_data_and_more():
        with open(path) as file: text = file.read()  # error: 9  # error: 36
        with open(path, "rb") as file: data: bytes = file.read()  # error: 9  # error: 49
        with open(os.path.join(path, name), encoding="utf-8", errors="replace") as file: more = file.read()  # error: 9  # error: 92
        return text, data, more

    text, data, more = await asyncio.to_thread(read_text_and_data_and_more)

    def read_rest_and_end_and_image():
        with (folder / name).open("r", encoding="utf-8") as file: rest = file.read()  # error: 9  # error: 69
        with folder.joinpath(name).open() as file: end = file.read()  # error: 9  # error: 53
        with open(folder, mode="rb") as file: image = file.read()  # error: 9  # error: 50
        return rest, end, image

    rest, end, image = await asyncio.to_thread(read_rest_and_end_and_image)
    if text:
        return await asyncio.to_thread(Path("a.txt").read_text)  # error: 13  # error: 43
    print(text, data, more, rest, end, image)
    return ""


async def write(path: str, folder: Path, rows: list[str], answer) -> None:
    await asyncio.to_thread(Path(path).write_text, json.dumps(rows), encoding="utf-8")  # error: 9  # error: 52
    await asyncio.to_thread(Path(f"{path}.bak").write_bytes, await answer.read())  # error: 9  # error: 44

    def write_rows() -> None:
        for row in rows:
            with open(folder / row, "w") as file: file.write(row)  # error: 13  # error: 46

    await asyncio.to_thread(write_rows)


async def of_unknown(unknown) -> str:
    def read_text() -> str:
        with open(unknown) as file:  # error: 9
            return file.read()  # error: 15

    return await asyncio.to_thread(read_text)


async def of_descriptor(number: int) -> str:
    def read_text() -> str:
        with open(number) as file:  # error: 9
            return file.read()  # error: 15

    return await asyncio.to_thread(read_text)


async def of_lines(path: str) -> str:
    def read_text() -> str:
        with open(path, newline="") as file:  # error: 9
            return file.read()  # error: 15

    return await asyncio.to_thread(read_text)


async def appended(path: str) -> None:
    def write_file() -> None:
        with open(path, "a") as file:  # error: 9
            file.write("x")  # error: 8

    await asyncio.to_thread(write_file)


async def begun(path: str) -> str:
    def read_text() -> str:
        with open(path) as file:  # error: 9
            return file.read(10)  # error: 15

    return await asyncio.to_thread(read_text)


async def explained(path: str) -> str:
    def read_text() -> str:
        with open(path) as file:  # error: 9
            # the whole of it
            return file.read()  # error: 15

    return await asyncio.to_thread(read_text)


async def counted(path: str) -> int:
    def write_file() -> int:
        with open(path, "w") as file:  # error: 9
            return file.write("x")  # error: 15

    return await asyncio.to_thread(write_file)


async def asked(path: str) -> bool:
    def read_file() -> bool:
        with open(path) as file:  # error: 9
            text = file.read()  # error: 15
        return bool(text) and file.closed

    return await asyncio.to_thread(read_file)


async def copied(path: str, folder: Path) -> None:
    def write_and_read() -> None:
        with open(path, "w") as file, open(folder) as other:  # error: 9  # error: 34
            file.write(other.read())  # error: 8  # error: 19

    await asyncio.to_thread(write_and_read)


async def dumped(path: str, rows: list[str]) -> None:
    def write_rows() -> None:
        with open(path, "w") as file:  # error: 9
            json.dump(rows, file)  # error: 8

    await asyncio.to_thread(write_rows)
