"""What expressions are known to be: ``expr  # value: httpx.Client``, one file a construct.

A mark stands behind an expression statement, a ``return`` or an assignment, and says what the
expression (the value that is returned or assigned) is, as ``str(value)`` writes it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import model_of
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

FOLDER = Path(__file__).parent / "inference"
FILES = sorted(FOLDER.glob("*.py"))
_MARK = re.compile(r"# value: (.+)$")


def marks(text: str) -> dict[int, str]:
    """The expected value by line, from 1."""
    found = ((line, _MARK.search(code)) for line, code in enumerate(text.splitlines(), 1))
    return {line: mark[1].strip() for line, mark in found if mark}


def expressions(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Return | ast.Assign) and node.value is not None:
            yield node.value


def values(path: Path) -> dict[int, str]:
    """What the marked expressions of the file at *path* are known to be."""
    data = path.read_bytes()
    settings = Settings()
    model = model_of(str(path), data, settings, Project.for_files([path], settings))
    wanted = marks(data.decode())
    return {
        expr.lineno: str(model.value_of(expr))
        for expr in expressions(model.source.tree)
        if expr.lineno in wanted
    }


def test_there_is_a_file_for_each_construct() -> None:
    assert len(FILES) >= 25
    assert all(marks(path.read_text()) for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_values(path: Path) -> None:
    assert values(path) == marks(path.read_text())


def reveal(place: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--isolated", "--reveal"]
    return subprocess.run(
        [*command, place], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


SAMPLE = """import time, httpx
async def main(é):
    é = httpx.Client(); time.sleep(1)
"""


@pytest.mark.parametrize(
    ("column", "expected"),
    [("3:15", "value: type[httpx.Client]"), ("3:30", "value: def time.sleep")],
    ids=["class", "after a wide character"],
)
def test_reveal_tells_what_is_known(tmp_path: Path, column: str, expected: str) -> None:
    (tmp_path / "app.py").write_text(SAMPLE, encoding="utf-8")
    shown = reveal(f"app.py:{column}", tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert expected in shown.stdout
    assert "on the event loop" in shown.stdout


def test_reveal_of_a_line_tells_of_all_its_expressions(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(SAMPLE, encoding="utf-8")
    shown = reveal("app.py:3", tmp_path).stdout
    assert "value: httpx.Client" in shown
    assert "blocks: sleep" in shown


@pytest.mark.parametrize("place", ["app.py", "app.py:99:1", "app.py:2:1", "none.py:1:1"])
def test_a_place_that_is_none_is_one_line_and_status_2(tmp_path: Path, place: str) -> None:
    (tmp_path / "app.py").write_text(SAMPLE, encoding="utf-8")
    shown = reveal(place, tmp_path)
    assert shown.returncode == 2
    assert shown.stderr.count("\n") == 1
    assert shown.stdout == ""
