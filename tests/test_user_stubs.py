"""Stubs of the user's own, named by ``asy-stubs``."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.errors import StubError
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

SOURCE = b"""
import mylib

async def main(client: mylib.Client):
    client.get("a")
    client.put("a")
    client.flush(wait=False)
    client.flush()
    client.name()
    mylib.connect()
"""
STUB = """# source: https://example.org/
@methods_block("database", twin="mylib.AsyncClient", offload="never")
class Client:
    @blocks
    def get(self, key): ...
    @blocks(instead="mylib.bulk")
    def put(self, key): ...
    @blocks(unless={"wait": False})
    def flush(self, wait=True): ...
    def name(self): ...
class AsyncClient:
    async def get(self, key): ...
    async def flush(self, wait=True): ...
@blocks("http")
def connect(): ...
"""


def findings(folder: Path, stub: str) -> dict[int, tuple[str, str]]:
    """Code and message by line of SOURCE, linted with *stub* as what is known of ``mylib``."""
    (folder / "mylib.pyi").write_text(stub)
    settings = Settings(stubs=(str(folder),), target_version=(3, 12))
    found = lint_source("sample.py", SOURCE, settings)
    return {finding.span.line: (finding.code, finding.message) for finding in found}


def test_methods_take_what_is_said_of_their_class(tmp_path: Path) -> None:
    found = findings(tmp_path, STUB)
    assert {line: code for line, (code, _) in found.items()} == {
        5: "ASY103", 6: "ASY103", 8: "ASY103", 10: "ASY102",
    }  # fmt: skip
    assert "mylib.AsyncClient.get" in found[5][1]
    assert "mylib.bulk" in found[6][1]
    assert "AsyncClient" not in found[6][1]
    assert "mylib.AsyncClient.flush" in found[8][1]


@pytest.mark.parametrize(
    ("line", "stub"),
    [
        (2, "\nclass Client\n    def get(self): ...\n"),
        (4, "\nclass Client:\n    @blocks\n    def get(self, key): ...\n"),
        (3, "\nclass Client:\n    @blocks(KIND)\n    def get(self, key): ...\n"),
    ],
    ids=["syntax", "no kind", "no literal"],
)
def test_a_broken_stub_is_one_error_that_says_where(tmp_path: Path, line: int, stub: str) -> None:
    with pytest.raises(StubError) as caught:
        findings(tmp_path, stub)
    assert str(caught.value).startswith(f"{tmp_path / 'mylib.pyi'}:{line}")
    assert "\n" not in str(caught.value)
