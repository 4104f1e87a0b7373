"""The checker itself: a small library and a stub that is wrong in each way it must notice."""

from __future__ import annotations

import sys
from pathlib import Path

import install
import pytest
from comparing import Comparison, Outcome
from stub_entries import read_entries

LIBRARY = """
class Base: pass
class Client(Base):
    kind: str
    def __init__(self): self.host = "localhost"
    def get(self, key, timeout=None): return key
    async def fetch(self, key): return key
class Other(Client):
    def put(self): ...
class AsyncClient:
    async def get(self, key, timeout=None): return key
    def size(self): return 0
def connect(host, **options): return Client()
"""


def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: str, excused: str = "") -> Outcome:
    """Compare *stub*, without its source line, with LIBRARY; *excused* is an aspect to excuse."""
    folder = tmp_path / "stubs"
    folder.mkdir()
    (tmp_path / "samplelib.py").write_text(LIBRARY)
    path = folder / "samplelib.pyi"
    path.write_text("# source: https://example.org/\n" + stub)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "samplelib", raising=False)
    comparison = Comparison("samplelib", lambda _name, aspect: aspect == excused)
    return comparison.compare(read_entries(path, folder))


RIGHT = """
__successor__ = "'Client' of samplelib"
class Base: ...
class Client(Base):
    kind: str
    host: str
    @blocks("database", twin="samplelib.AsyncClient.get", unless={"timeout": 0, "self": "after:close"})
    def get(self, key, timeout=None): ...
    async def fetch(self, key): ...
@methods_block("database", twin="samplelib.AsyncClient", offload="never")
class Other(Client):
    @blocks
    def get(self): ...
    @blocks(instead="samplelib.connect")
    def put(self): ...
class _Hidden:
    def anything(self): ...
@blocks("database", unless={"lazy": True})
def connect(*args, **kwargs) -> Client: ...
"""

WRONG = {
    "def connects(): ...": "does not exist",
    "class Client:\n    port: int": "does not exist",
    "class Client:\n    async def get(self, key): ...": "async def in the stub, not in the library",
    "class Client:\n    def fetch(self, key): ...": "coroutine function in the library",
    "class Client:\n    def get(self, timeout): ...": "parameters ['timeout'] against",
    "class AsyncClient(Client): ...\nclass Client: ...": "no subclass of Client",
    'class Client:\n @blocks("http", twin="samplelib.AsyncClient.put")\n def get(self): ...': (
        "twin samplelib.AsyncClient.put does not exist"
    ),
    'class Client:\n @blocks("http", twin="samplelib.AsyncClient.size")\n def get(self): ...': (
        "is no coroutine function"
    ),
    'class Client:\n    @blocks("http", instead="samplelib.get")\n    def get(self): ...': (
        "instead samplelib.get does not exist"
    ),
    'class Client:\n    @blocks("http", unless={"wait": 0})\n    def get(self, *a, **k): ...': (
        "a condition names 'wait'"
    ),
    '@blocks("http", instead="samplelib.get with x=")\ndef connect(host): ...': (
        "instead samplelib.get does not exist"
    ),
    '@blocks("http", instead="loop.connect()")\ndef connect(host): ...': (
        "instead asyncio.AbstractEventLoop.connect does not exist"
    ),
    "__successor__ = \"'Other2' of samplelib\"": "instead samplelib.Other2 does not exist",
    '@blocks("http", unless={"wait": 0})\ndef connect(host): ...': "the stub's signature lacks",
    '@blocks("telepathy")\ndef connect(host): ...': "unknown kind",
    '@blocks("http", twins="x")\ndef connect(host): ...': "no argument 'twins'; did you mean 'twin'?",
    "@block\ndef connect(host): ...": "unknown marker @block",
    "class Client:\n    @blocks\n    def get(self): ...": "no @methods_block on the class",
    '@methods_block("telepathy")\nclass Client: ...': "unknown kind",
    "@blocks\ndef connect(host): ...": "no @methods_block on the class",
    '@methods_block("http", twin="samplelib.Client")\nclass Client:\n @blocks\n'
    " def get(self): ...": "is no coroutine function",
    "from samplelib import connect": "must not import from itself",
}


def test_right_stub_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = check(tmp_path, monkeypatch, RIGHT)
    assert outcome.wrong == []
    assert outcome.checked == outcome.entries == 13


@pytest.mark.parametrize("stub", WRONG)
def test_wrong_stub_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: str) -> None:
    outcome = check(tmp_path, monkeypatch, stub)
    assert len(outcome.wrong) == 1
    assert WRONG[stub] in outcome.wrong[0]


def test_exception_excuses_one_aspect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = check(tmp_path, monkeypatch, "def connects(): ...", excused="missing")
    assert outcome.wrong == []


def test_library_that_is_not_installed_is_unchecked(tmp_path: Path) -> None:
    path = tmp_path / "no_such_library.pyi"
    path.write_text("# source: https://example.org/\ndef get(): ...\n")
    outcome = Comparison("no_such_library", lambda *_: False).compare(read_entries(path, tmp_path))
    assert (outcome.entries, outcome.checked, outcome.wrong) == (1, 0, [])


def test_first_line_must_name_the_source(tmp_path: Path) -> None:
    path = tmp_path / "json.pyi"
    path.write_text("def dumps(obj): ...\n")
    outcome = Comparison("json", lambda *_: False).compare(read_entries(path, tmp_path))
    assert "must name the source" in outcome.wrong[0]


def test_install_goes_on_after_a_library_that_cannot_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# Nobody has the first one.\nno-such-library-at-all\n\npip\n")
    monkeypatch.setattr(install, "REQUIREMENTS", requirements)
    monkeypatch.setattr(install, "PIP", [*install.PIP[:4], "--no-index"])
    monkeypatch.setattr(sys, "argv", ["install.py"])
    assert install.main() == 0
    first, second, last = capsys.readouterr().out.splitlines()
    reason = "not installed: No matching distribution found for no-such-library-at-all"
    assert first == f"1/2 no-such-library-at-all: {reason}"
    assert second.startswith("2/2 pip: ")
    assert last == "1 of 2 requirements installed"


def test_install_fails_when_nothing_can_be_had(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "PIP", [sys.executable, "-c", "raise SystemExit('No network.')"])
    monkeypatch.setattr(sys, "argv", ["install.py", "redis", "httpx"])
    assert install.main() == 1
    assert "redis: not installed: No network." in capsys.readouterr().out
