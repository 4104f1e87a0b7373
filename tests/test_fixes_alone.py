"""Fixes that change what other files may use are written only where none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

TEXT = """import httpx

client = httpx.Client()


class Api:
    def __init__(self):
        self.http = httpx.Client()

    async def load(self):
        return self.http.get("/")


async def load():
    return client.get("/")
"""


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        ("", set()),
        ("print('client')\n", set()),
        ("from app import client\n", {"client"}),
        ("import app\napp.client.get('/')\n", {"client"}),
        ("def f(api):\n    api.http.get('/')\n", {"http"}),
    ],
)
def test_only_where_no_other_file_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str, stays: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.py").touch()
    (tmp_path / "other.py").write_text(other)
    path = tmp_path / "app.py"
    path.write_text(TEXT)
    main(["--isolated", "--no-cache", "--apply", "--unsafe-fixes", "--jobs", "1", "app.py"])
    text = path.read_text()
    assert ("client = httpx.Client()" in text) is ("client" in stays)
    assert ("await client.get" in text) is ("client" not in stays)
    assert ("self.http = httpx.Client()" in text) is ("http" in stays)
    assert ("await self.http.get" in text) is ("http" not in stays)


JOBS = """import queue


class Jobs:
    def __init__(self):
        self._jobs = queue.Queue(1)

    async def add(self, job):
        self._jobs.put(job)

    async def take(self):
        return self._jobs.get()
"""
DERIVED = """from app import Jobs


class Mine(Jobs):
    def put(self):
        self._jobs.put(1)
"""
FOR_A_THREAD = """import asyncio
import threading

from app import Jobs


def run(jobs):
    {what}(jobs.take())


def start(jobs):
    threading.Thread(target=run, args=(jobs,)).start()
"""


@pytest.mark.parametrize(
    ("other", "is_kept"),
    [
        ("", False),
        ("from app import Jobs\n\n\ndef add(jobs: Jobs):\n    jobs._jobs.put(1)\n", True),
        ("def add(jobs):\n    jobs._jobs.put(1)\n", True),
        (DERIVED, True),
        ("class Other:\n    def put(self):\n        self._jobs.put(1)\n", False),
        (FOR_A_THREAD.format(what="asyncio.run"), True),
        (FOR_A_THREAD.format(what="print"), False),
    ],
)
def test_private_queues_that_others_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str, is_kept: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "app"\nrequires-python = ">=3.10"\n'
    )
    (tmp_path / "other.py").write_text(other)
    path = tmp_path / "app.py"
    path.write_text(JOBS)
    main(["--isolated", "--no-cache", "--apply", "--unsafe-fixes", "--jobs", "1", "app.py"])
    assert ("import queue" in path.read_text()) is is_kept
    assert ("await self._jobs.get()" in path.read_text()) is not is_kept
