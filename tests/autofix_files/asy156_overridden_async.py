# only: own
"""What a subclass makes a coroutine function goes to no thread: nobody would await what it gives."""

import asyncio
import inspect
from pathlib import Path


class Contents:
    def get(self, path: str) -> str:
        return Path(path).read_text()

    def put(self, path: str, text: str) -> None:
        Path(path).write_text(text)


class AsyncContents(Contents):
    async def get(self, path: str) -> str:
        return path


class OtherContents(Contents):
    def put(self, path: str, text: str) -> None:
        Path(path + "x").write_text(text)


async def settled(value):
    return await value if inspect.isawaitable(value) else value


async def show(contents: Contents, path: str) -> None:
    text = await settled(contents.get(path))  # error: 25
    await asyncio.to_thread(contents.put, f"{path}-shown", text)  # error: 4


HANDLERS = [
    AsyncContents.get,
    settled,
    show,
]
