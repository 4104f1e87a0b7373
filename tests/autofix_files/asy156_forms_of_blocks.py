"""A function that statements move into makes what it fills, gives what is returned, and says what it does."""

import asyncio
import json
import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

import chromadb
from PIL import Image


def numbers_in(path: Path) -> list[int]:
    with open(path) as file:
        return [int(line) for line in file]


class Memory:
    def __init__(self) -> None:
        self.client = chromadb.Client()
        self.name = "x"

    def get_collection(self, key: str) -> chromadb.Collection:
        return self.client.get_or_create_collection(self.name.format(key=key))

    async def add(self, key: str, content: str) -> str:
        def add_to_collection() -> str:
            collection = self.get_collection(key)  # ASY153: 21
            memory_id = str(uuid.uuid4())
            collection.add(documents=[content], ids=[memory_id])  # ASY103: 8
            return memory_id

        return await asyncio.to_thread(add_to_collection)

    async def delete(self, key: str, memory_id: str) -> None:
        def delete_from_collection() -> None:
            collection = self.get_collection(key)  # ASY153: 21
            collection.delete(ids=[memory_id])  # ASY103: 8

        await asyncio.to_thread(delete_from_collection)


async def filled(rows_path: Path) -> list[str]:
    def read_rows() -> list[str]:
        rows: list[str] = []
        with open(rows_path) as file:  # ASY106: 9
            for line in file:  # ASY106: 20
                rows.append(line)
        return rows

    return await asyncio.to_thread(read_rows)


async def filled_before(rows_path: Path) -> list[str]:
    # What it holds already is no part of it, nor is what is said between.
    rows: list[str] = ["first"]

    def read_rows() -> None:
        with open(rows_path) as file:  # ASY106: 9
            for line in file:  # ASY106: 20
                rows.append(line)

    await asyncio.to_thread(read_rows)
    await asyncio.sleep(1)
    return rows


async def not_only_returned(path: Path) -> dict[str, Any]:
    def load_first_and_second() -> tuple[Any, Any]:
        with open(path) as file:  # ASY106: 9
            first = json.load(file)  # ASY106: 16
            file.seek(0)
            second = json.load(file)  # ASY106: 17
        return first, second

    first, second = await asyncio.to_thread(load_first_and_second)
    return {"first": first, "second": second}


async def typed(path: Path, other: Path) -> None:
    def get_one_and_two() -> tuple[list[int], list[int]]:
        one = numbers_in(path)  # ASY156: 10
        two = numbers_in(other)  # ASY156: 10
        return one, two

    one, two = await asyncio.to_thread(get_one_and_two)
    await asyncio.sleep(one[0] + two[0])


async def converted(data: bytes) -> bytes:
    def convert() -> bytes:
        # Open it.
        with BytesIO(data) as buffer:
            image = Image.open(buffer)

            # Convert if needed.
            if image.mode != "RGB":
                image = image.convert("RGB")  # ASY111: 24

            output = BytesIO()
            image.save(output, format="JPEG")
            return output.getvalue()

    try:
        return await asyncio.to_thread(convert)
    except OSError as error:
        raise ValueError(str(error)) from error


HANDLERS = [
    Memory.add,
    Memory.delete,
    filled,
    filled_before,
    not_only_returned,
    typed,
    converted,
]
