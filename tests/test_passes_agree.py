"""A pass after fixes knows as much of the rest of the project as the first one did."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

SERVER = """\
import ssl
import time


class Server:
    def __init__(self, core):
        self.core = core

    async def start(self):
        try:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            await self.open(context)
        except OSError as error:
            self.failed(error)

    async def open(self, context):
        self.context = context

    def failed(self, error):
        print(error)
        time.sleep(2)
        self.core.stop(1)
"""
CORE = """\
import asyncio

from app.server import Server


class Core:
    def __init__(self):
        self.server = Server(self)

    def stop(self, code):
        {stop}

    async def end(self, code):
        print(code)
"""
USES_LOOP = "asyncio.get_running_loop().create_task(self.end(code))"


@pytest.mark.parametrize(("stop", "is_offloaded"), [(USES_LOOP, False), ("print(code)", True)])
def test_what_is_withheld_stays_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str, is_offloaded: bool
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "core.py").write_text(CORE.format(stop=stop))
    path = tmp_path / "app" / "server.py"
    path.write_text(SERVER)
    monkeypatch.chdir(tmp_path)
    main(["--no-cache", "--isolated", "--apply", "--unsafe-fixes", "app/server.py"])
    text = "".join(path.read_text().split())  # the calls may stand on several lines
    assert "awaitasyncio.to_thread(ssl.create_default_context" in text
    assert ("awaitasyncio.to_thread(self.failed,error)" in text) == is_offloaded
