"""What makes a fix safe or not may stand in another module: callers, implementations, other uses.

The lines that are found are marked: ``# safe``, ``# unsafe``. Lines without a mark have no finding.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from flake8_asyncpitfalls.finding import Applicability
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

Files = dict[str, str]
GET = """
made = {}
async def get(key):
    if key not in made:
        await settle()
        made[key] = object()
    return made[key]
"""
STEPS = """
from lib import over
async def here():
    await over()
async def settle():
    await here()
"""
CASES: dict[str, Files] = {
    "a function whose caller elsewhere waits for it between a test and a write": {
        "lib.py": """
            import time
            async def settle():
                time.sleep(1)  # unsafe
            async def pause():
                time.sleep(1)  # safe
            """,
        "app.py": f"from lib import settle, pause\n{GET}"
        "async def main():\n    await pause()\n    await pause()\n",
    },
    "three steps down, through functions that wait for nothing else": {
        "lib.py": """
            import time
            async def settle():
                time.sleep(1)  # unsafe
            async def over():
                await settle()
            """,
        "app.py": f"{STEPS}{GET}",
    },
    "as many steps down, where one of them waits anyway": {
        "lib.py": """
            import asyncio, time
            async def settle():
                time.sleep(1)  # safe
            async def over():
                await settle()
                await asyncio.sleep(1)
            """,
        "app.py": f"{STEPS}{GET}",
    },
    "a method that its base calls": {
        "base.py": """
            class Base:
                def __init__(self):
                    self.number = 0
                async def settle(self):
                    raise NotImplementedError
                async def pause(self):
                    raise NotImplementedError
                async def take(self):
                    if self.number < 1:
                        await self.settle()
                        self.number += 1
                async def rest(self):
                    await self.pause()
                    self.number += 1
            """,
        "app.py": """
            import time
            from base import Base
            class Box(Base):
                async def settle(self):
                    time.sleep(1)  # unsafe
                async def pause(self):
                    time.sleep(1)  # safe
            """,
    },
    "a method that a Protocol asks for": {
        "base.py": """
            from typing import Protocol
            class Settler(Protocol):
                async def settle(self): ...
            class Taker:
                def __init__(self, settler: Settler):
                    self.number = 0
                    self.settler = settler
                async def take(self):
                    if self.number < 1:
                        await self.settler.settle()
                        self.number += 1
            """,
        "app.py": """
            import time
            from base import Taker
            class Box:
                async def settle(self):
                    time.sleep(1)  # unsafe
            taker = Taker(Box())
            """,
    },
    "coroutines of functions that others only make tasks of": {
        "store.py": """
            class Store:
                async def save(self, user):
                    await self.write(user)
                async def drop(self, user):
                    await self.write(user)
                async def watch(self):
                    while True:
                        await self.write(None)
                async def write(self, user): ...
            """,
        "app.py": """
            import asyncio
            from store import Store
            store = Store()
            async def first(user):
                store.save(user)  # safe
                store.drop(user)  # safe
                store.watch()  # unsafe
            """,
        "other.py": """
            import asyncio
            from store import Store
            store = Store()
            tasks = set()
            async def second(user):
                await store.save(user)
                tasks.add(asyncio.create_task(store.watch()))
            """,
    },
    "a coroutine that callers elsewhere await once more": {
        "lib.py": """
            async def inner(number):
                return number
            class Client:
                async def fetch(self, number) -> int:
                    return inner(number)
                async def find(self, number) -> int:
                    return inner(number)
                async def gather(self, number) -> int:
                    return inner(number)  # safe
            """,
        "app.py": """
            import asyncio
            from lib import Client
            async def main(client: Client):
                one = await client.fetch(1)
                other = await client.gather(1)
                found = await asyncio.gather(*[await client.find(n) for n in range(3)])
                return await one, other + 1, found
            """,
    },
}
_SAFETY = {Applicability.SAFE: "safe", Applicability.UNSAFE: "unsafe"}


@pytest.mark.parametrize("name", CASES)
def test_fixes_are_as_safe_as_marked(name: str, tmp_path: Path) -> None:
    paths = []
    for file, text in CASES[name].items():
        path = tmp_path / file
        path.write_text(dedent(text).lstrip("\n"))
        paths.append(path)
    project = Project.for_files(paths, Settings(), tmp_path / "cache")
    for path in paths:
        data = path.read_bytes()
        lines = data.decode().splitlines()
        wanted = {n: line.partition("# ")[2] for n, line in enumerate(lines, 1) if "# " in line}
        found = {
            one.span.line: _SAFETY[one.fix.applicability]
            for one in lint_source(str(path), data, Settings(), project)
            if one.fix is not None
        }
        assert found == wanted, path.name
