# only: own
"""A file that is read or written in one go needs no block: its path has methods for that."""

import json
import os
from pathlib import Path


async def read(path: str, folder: Path, name: str, unknown, number: int) -> str:
    with open(path) as file: text = file.read()  # error: 9  # error: 36
    with open(path, "rb") as file: data: bytes = file.read()  # error: 9  # error: 49
    with open(os.path.join(path, name), encoding="utf-8", errors="replace") as file: more = file.read()  # error: 9  # error: 92
    with (folder / name).open("r", encoding="utf-8") as file: rest = file.read()  # error: 9  # error: 69
    with folder.joinpath(name).open() as file: end = file.read()  # error: 9  # error: 53
    with open(folder, mode="rb") as file: image = file.read()  # error: 9  # error: 50
    if text:
        with open("a.txt") as file: return file.read()  # error: 13  # error: 43
    print(text, data, more, rest, end, image)
    return ""


async def write(path: str, folder: Path, rows: list[str], answer) -> None:
    with open(path, "w", encoding="utf-8") as file: file.write(json.dumps(rows))  # error: 9  # error: 52
    with open(f"{path}.bak", "wb") as file: file.write(await answer.read())  # error: 9  # error: 44
    for row in rows:
        with open(folder / row, "w") as file: file.write(row)  # error: 13  # error: 46


async def of_unknown(unknown) -> str:
    with open(unknown) as file:  # error: 9
        text = file.read()  # error: 15
    return text


async def of_descriptor(number: int) -> str:
    with open(number) as file:  # error: 9
        text = file.read()  # error: 15
    return text


async def of_lines(path: str) -> str:
    with open(path, newline="") as file:  # error: 9
        text = file.read()  # error: 15
    return text


async def appended(path: str) -> None:
    with open(path, "a") as file:  # error: 9
        file.write("x")  # error: 8


async def begun(path: str) -> str:
    with open(path) as file:  # error: 9
        text = file.read(10)  # error: 15
    return text


async def explained(path: str) -> str:
    with open(path) as file:  # error: 9
        # the whole of it
        text = file.read()  # error: 15
    return text


async def counted(path: str) -> int:
    with open(path, "w") as file:  # error: 9
        size = file.write("x")  # error: 15
    return size


async def asked(path: str) -> bool:
    with open(path) as file:  # error: 9
        text = file.read()  # error: 15
    return bool(text) and file.closed


async def copied(path: str, folder: Path) -> None:
    with open(path, "w") as file, open(folder) as other:  # error: 9  # error: 34
        file.write(other.read())  # error: 8  # error: 19


async def dumped(path: str, rows: list[str]) -> None:
    with open(path, "w") as file:  # error: 9
        json.dump(rows, file)  # error: 8
