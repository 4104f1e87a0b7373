"""Helpers that take a file or a path, and ask ``hasattr`` which it is."""

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
    size(Handle())  # error: 4
    size(Open())  # error: 4
    size(unknown)  # error: 4


async def texts(name: str, unknown) -> None:
    text(name)
    text()  # error: 4
    text(Plain())  # error: 4
    text(unknown)  # error: 4


def load(source, name: str = "") -> str:
    if isinstance(source, bytes):
        with open(source) as file:
            return file.read()
    return name


async def loads(folder: str, raw: bytes, either: str | bytes, unknown) -> None:
    load(folder)
    load(os.path.basename(folder))
    load(raw)  # error: 4
    load(either)  # error: 4
    load(unknown)  # error: 4


HANDLERS = [
    sizes,
    texts,
    loads,
]
