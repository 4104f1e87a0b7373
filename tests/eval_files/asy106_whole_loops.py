"""A loop over files that waits for nothing goes to a thread as a whole, not a file at a time."""

import asyncio
import re
from pathlib import Path
from typing import Any

from aiohttp import web


async def search(request: web.Request) -> web.Response:
    folder, pattern = Path("data"), re.compile("x")
    try:
        found = []
        for entry in sorted(folder.rglob("*")):  # ASY107: 28
            if not entry.is_file():
                continue
            try:
                lines = entry.read_text(  # error: 24
                    encoding="utf-8", errors="ignore"
                ).splitlines()
            except OSError:
                continue
            for number, line in enumerate(lines, 1):
                if pattern.search(line):
                    found.append((entry.name, number))
            if len(found) > 100:
                break
        return web.json_response(found)
    except ValueError as error:
        return web.json_response({"error": str(error)})


async def contents(paths: dict[str, str]) -> dict[str, Any]:
    contents = {}
    for name, path in paths.items():
        with open(path, "rb") as file:  # error: 13
            contents[name] = file.read()  # error: 29
    await asyncio.sleep(0)
    return contents


async def first_hundred(folder: Path) -> tuple[list[str], bool]:
    names: list[str] = []
    has_more = False
    for path in folder.rglob("*.py"):  # ASY107: 16
        if len(names) == 100:
            has_more = True
            break
        names.append(path.name)
    return names, has_more


async def told_in_between(paths: list[str], websocket: web.WebSocketResponse) -> None:
    for path in paths:
        with open(path) as file:  # error: 13
            text = file.read()  # error: 19
        await websocket.send_str(text)


class Index:
    """What a loop changes of an object that others see is not changed in a thread."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    async def fill(self, paths: list[str]) -> None:
        for path in paths:
            self.texts[path] = Path(path).read_text()  # error: 31


async def beside_a_service(paths: list[str]) -> None:
    import requests

    for path in paths:
        text = Path(path).read_text()  # error: 15
        requests.post("http://example.com", data=text, timeout=5)  # ASY102: 8
