# only: own
"""Methods that read and write files, and a caller to whom both are one step: no thread for either."""
import asyncio
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    async def read_text(self, path: str) -> str: ...

    async def write_text(self, path: str, text: str) -> None: ...


class LocalFiles(Files):
    async def read_text(self, path: str) -> str:
        return Path(path).read_text()  # error: 15

    async def write_text(self, path: str, text: str) -> None:
        Path(path).write_text(text)  # error: 8


def files() -> Files:
    return LocalFiles()


async def edit(path: str, old: str, new: str) -> None:
    used = files()
    text = await used.read_text(path)
    await used.write_text(path, text.replace(old, new))


class Apart:
    """Nobody writes what was read before."""

    async def read_text(self, path: str) -> str:
        return await asyncio.to_thread(Path(path).read_text)  # error: 15

    async def write_text(self, path: str, text: str) -> None:
        await asyncio.to_thread(Path(path).write_text, text)  # error: 8


async def read(apart: Apart, path: str, other: str) -> str:
    text = await apart.read_text(path)
    await apart.write_text(other, text)
    return text


HANDLERS = [edit, read, asyncio.sleep]
