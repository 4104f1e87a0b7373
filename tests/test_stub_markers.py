"""The markers as data: what a stub may say, what refuses the rest, and the page that tells it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.stubs import STUB_FOLDER
from flake8_asyncpitfalls.stubs.checking import problems_of_file
from flake8_asyncpitfalls.stubs.marker_schema import KINDS
from flake8_asyncpitfalls.stubs.markers import MARKERS, marker_reference

WRONG = {
    '@blokcs("http")\ndef get(): ...': "unknown marker @blokcs; did you mean 'blocks'?",
    '@blocks("htpp")\ndef get(): ...': "@blocks: unknown kind 'htpp'; did you mean 'http'?",
    '@blocks("http", twn="a.b")\ndef get(): ...': "no argument 'twn'; did you mean 'twin'?",
    '@blocks("http", offload="sfae")\ndef get(): ...': "unknown offload 'sfae'; did you mean 'safe'?",
    '@blocks("http", unless=["x"])\ndef get(): ...': "@blocks: unless cannot be ['x']",
    '@blocks("http", "file")\ndef get(): ...': "@blocks takes 1 unnamed arguments, not 2",
    "@blocks(KIND)\ndef get(): ...": "the arguments of @blocks must be literals",
    '@blocks(**{"kind": "http"})\ndef get(): ...': "must be literals",
    "@blocks\ndef get(): ...": "@blocks must say the kind of blocking",
    "class Client:\n    @blocks\n    def get(self): ...": "@blocks must say the kind",
    "@offloads\ndef run(f): ...": "@offloads needs its argument 'arg'",
    "@offloads(-1)\ndef run(f): ...": "@offloads: arg cannot be -1",
    "@offloads(True)\ndef run(f): ...": "@offloads: arg cannot be True",
    "@offloads(0, arg=1)\ndef run(f): ...": "@offloads is given 'arg' twice",
    "@lock\ndef get(): ...": "@lock stands on a class, not on a function",
    '@changes("asnyc")\ndef get(): ...': "unknown to 'asnyc'; did you mean 'async'?",
    '@removed("four", "x")\ndef get(): ...': "@removed: since cannot be 'four'",
    "@must_close()\nclass Client: ...": "@must_close needs its argument 'methods'",
    '@must_close("close", part="x")\nclass Client: ...': "@must_close: part cannot be 'x'",
    "if True:\n    @thred_bound\n    class Client: ...": "did you mean 'thread_bound'?",
}
RIGHT = """# source: https://example.org/
import functools
from abc import abstractmethod
@methods_block("http", twin="lib.AsyncClient", offload="never")
@must_close("close", "aclose", part=1)
class Client:
    @blocks
    @abstractmethod
    def get(self): ...
    @property
    def name(self): ...
    @name.setter
    def name(self, value): ...
    @functools.cached_property
    def other(self): ...
    @endpoint(threads=True)
    def route(self, f): ...
@removed("3.12", deprecated="3.10", argument="loop")
@blocks("wait", unless={"timeout": 0, "block": (False, 0)}, when={"self": "made:maxsize=0"})
def get(timeout, block): ...
@runs_loop("main", elsewhere=("processes",))
def run(main, processes): ...
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "lib.pyi"
    path.write_text(text)
    return list(problems_of_file(path))


@pytest.mark.parametrize("stub", WRONG)
def test_what_is_not_understood_is_told_with_its_place(tmp_path: Path, stub: str) -> None:
    found = problems(tmp_path, f"# source: https://example.org/\n{stub}\n")
    assert len(found) == 1
    line = 2 + next(i for i, text in enumerate(stub.split("\n")) if "@" in text)
    assert found[0].startswith(f"{tmp_path / 'lib.pyi'}:{line}: ")
    assert WRONG[stub] in found[0]


def test_what_is_right_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, RIGHT) == []


def test_our_own_stubs_say_nothing_that_is_not_understood() -> None:
    paths = sorted(STUB_FOLDER.rglob("*.pyi"))
    assert len(paths) > 800
    assert [problem for path in paths for problem in problems_of_file(path)] == []


def test_every_marker_is_used_and_told() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in STUB_FOLDER.rglob("*.pyi"))
    page = marker_reference()
    assert [name for name in MARKERS if f"@{name}" not in text] == []
    assert [
        spec.signature for spec in MARKERS.values() if f"``{spec.signature}``" not in page
    ] == []
    assert [kind for kind in KINDS if f'("{kind}"' not in text and kind != "cpu"] == []


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "stubs").mkdir()
    (tmp_path / "stubs" / "lib.pyi").write_text('# source: x\n@blokcs("http")\ndef get(): ...\n')
    (tmp_path / "app.py").write_text("async def main():\n    pass\n")
    (tmp_path / ".flake8").write_text("[flake8]\nasy-stubs = stubs\n")
    return tmp_path


def test_both_doors_end_with_one_line_and_status_2(project: Path) -> None:
    """Although no file imports the library."""
    fixer = run("flake8_asyncpitfalls.cli.main", "app.py", cwd=project)
    assert fixer.returncode == 2
    assert fixer.stderr.count("\n") == 1
    assert "lib.pyi:2: unknown marker @blokcs; did you mean 'blocks'?" in fixer.stderr
    flake8 = run("flake8", "--select", "ASY", "app.py", cwd=project)
    assert flake8.returncode not in (0, 1) or "unknown marker" in flake8.stdout + flake8.stderr
    assert "lib.pyi:2: unknown marker @blokcs" in flake8.stdout + flake8.stderr
    assert "Traceback" not in flake8.stderr


def test_the_page_of_the_markers_is_explained(project: Path) -> None:
    (project / ".flake8").unlink()
    shown = run("flake8_asyncpitfalls.cli.main", "--explain", "stubs", cwd=project)
    assert shown.returncode == 0
    assert "@calls(arg, hands_on=)" in shown.stdout
    assert "A stub is a" in shown.stdout


def test_each_marker_has_a_name_of_its_own() -> None:
    heads = [line for line in marker_reference().splitlines() if line.startswith("``@")]
    assert len(heads) == len(MARKERS)
