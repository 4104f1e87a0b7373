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
