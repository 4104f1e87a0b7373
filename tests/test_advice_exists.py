"""Every API that a rule's messages, advice and pages name can be imported."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from stdlib_entries import MISSING, real_object

import flake8_asyncpitfalls

pytest.importorskip("anyio")
pytest.importorskip("trio")

PACKAGE = Path(flake8_asyncpitfalls.__file__).parent
ROOTS = "asyncio|anyio|trio|concurrent|contextlib|contextvars|functools|inspect|threading|unittest"
NAME = re.compile(rf"(?<![\w./])(?:{ROOTS})(?:\.[A-Za-z_]\w*)+")
LOOP = re.compile(r"(?<![\w.])loop\.(\w+)(?=\()")
# What the rules report as gone.
GONE = {
    "asyncio.async": "removed in Python 3.7",
    "asyncio.coroutine": "removed in Python 3.11",
    "asyncio.get_child_watcher": "removed in Python 3.14",
    "asyncio.set_child_watcher": "removed in Python 3.14",
    "asyncio.Task.all_tasks": "removed in Python 3.9",
    "asyncio.Task.current_task": "removed in Python 3.9",
}


def strings_of(path: Path) -> Iterator[str]:
    """All string constants of a module: messages, advice, names compared with, and docstrings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def named_in(text: str) -> set[str]:
    """The qualified names in *text*; a loop is asyncio's."""
    names = set(NAME.findall(text)) - GONE.keys()
    return names | {f"asyncio.AbstractEventLoop.{name}" for name in LOOP.findall(text)}


MODULES = [
    pytest.param(path, id=path.stem)
    for folder in ("rules", "semantics", "fixes")
    for path in sorted((PACKAGE / folder).rglob("*.py"))
]


@pytest.mark.parametrize("path", MODULES)
def test_names_exist(path: Path) -> None:
    names = set().union(*map(named_in, strings_of(path)))
    assert [name for name in sorted(names) if real_object(name) is MISSING] == []


def test_enough_is_found() -> None:
    names = set().union(*(named_in(text) for p in MODULES for text in strings_of(p.values[0])))
    assert len([name for name in names if name.startswith("asyncio.")]) > 50
    assert {"trio", "anyio"} <= {name.partition(".")[0] for name in names}
