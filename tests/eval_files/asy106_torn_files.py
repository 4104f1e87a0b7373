# only: own
# fix: safe
"""A thread writes a file while others read it: they see half. Safe is only what is the call's own."""

import asyncio
import json
import secrets
import tempfile
import uuid
from pathlib import Path

STATE = Path("state.json")
lock = asyncio.Lock()


class Cache:
    def path(self, name: str) -> Path:
        return Path("cache") / f"{name}.json"

    async def keep(self, name: str, result: dict) -> None:
        cache_path = self.path(name)
        cache_path.write_text(json.dumps(result))  # error: 8

    async def discover(self, name: str) -> dict:
        return json.loads(self.path(name).read_text())  # error: 26


class Catalog:
    """What is read after the test is written in the other branch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def schema(self, name: str) -> str:
        path = self.folder / name
        if path.exists():
            return path.read_text()  # error: 19
        await asyncio.sleep(1)
        path.write_text("x")  # error: 8
        return "x"

    async def other(self, name: str) -> str:
        return (self.folder.parent / name).read_text()  # error: 15


def load_state() -> str:
    return STATE.read_text()


async def saves(text: str) -> None:
    async with lock:
        STATE.write_text(text)  # error: 8


async def loads() -> str:
    return load_state()


async def own_folder(text: str) -> None:
    folder = Path(tempfile.mkdtemp())
    (folder / "a.txt").write_text(text)  # error: 4


async def own(text: str) -> str:
    other = Path("out") / f"{uuid.uuid4()}.txt"
    other.write_text(text)  # error: 4
    return other.read_text()  # error: 11


async def own_by_uuid(text: str) -> Path:
    other = Path("out") / f"{uuid.uuid4()}.txt"
    other.write_text(text)  # error: 4
    return other


async def own_by_token(text: str) -> None:
    Path(f"{secrets.token_hex()}.txt").write_text(text)  # error: 4


async def unknown(path: Path, text: str) -> None:
    path.write_text(text)  # error: 4


async def reads(path: Path) -> str:
    return path.read_text()  # error: 11


async def closed(path: Path) -> None:
    try:
        await asyncio.sleep(1)
    except BaseException:
        path.read_text()  # error: 8
        raise


async def closed_alone(path: Path) -> None:
    try:
        await asyncio.sleep(1)
    except (ValueError, GeneratorExit):
        path.read_text()  # error: 8
        raise


async def failed(path: Path) -> None:
    try:
        await asyncio.sleep(1)
    except Exception:
        path.read_text()  # error: 8
        raise


async def waits_in_it(path: Path) -> None:
    try:
        await asyncio.sleep(1)
    except BaseException:
        await asyncio.sleep(1)
        path.read_text()  # error: 8
        raise


class Tools:
    """Handed to others, a method may run any number of times."""

    def __init__(self, folder: Path, register) -> None:
        self.folder = folder
        register(self.schema)

    async def schema(self, name: str) -> str:
        path = self.folder / name
        if path.exists():
            return path.read_text()  # error: 19
        await asyncio.sleep(1)
        path.write_text("x")  # error: 8
        return "x"
