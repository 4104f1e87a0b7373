"""Helpers that take a file or a path, and ask ``hasattr`` which it is."""

import asyncio
import os


def size(file) -> int:
    if hasattr(file, "read"):
        with open(file.name) as copy:
            return len(copy.read())
    return len(file)


def text(source: object = None) -> str:
    if not hasattr(source, "strip"):
        with open("/etc/hosts") as hosts:
            return hosts.read()
    return "text"


class Plain:
    name = "x"


class Handle:
    name = "x"

    def read(self) -> str:
        return ""


class Open:
    def __getattr__(self, name: str) -> object:
        return name


async def sizes(folder: str, unknown, parts: list[str]) -> None:
    size(os.path.join(folder, "x"))
    size(folder)
    size("x")
    size(Plain())
    size(parts)

    def size_unknown() -> None:
        size(Handle())  # error: 4
        size(Open())  # error: 4
        size(unknown)  # error: 4

    await asyncio.to_thread(size_unknown)


async def texts(name: str, unknown) -> None:
    text(name)

    def text_unknown() -> None:
        text()  # error: 4
        text(Plain())  # error: 4
        text(unknown)  # error: 4

    await asyncio.to_thread(text_unknown)


def load(source, name: str = "") -> str:
    if isinstance(source, bytes):
        with open(source) as file:
            return file.read()
    return name


async def loads(folder: str, raw: bytes, either: str | bytes, unknown) -> None:
    load(folder)
    load(os.path.basename(folder))

    def load_unknown() -> None:
        load(raw)  # error: 4
        load(either)  # error: 4
        load(unknown)  # error: 4

    await asyncio.to_thread(load_unknown)


HANDLERS = [
    sizes,
    texts,
    loads,
]
