"""Values of what depends on itself: the same whichever expression is asked about first."""

from __future__ import annotations

import ast
from itertools import permutations
from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import model_of
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

CASES = {
    "an attribute that a function gives back": """\
class Box:
    item: "Box"
    def __init__(self, x=None):
        self.item = Sub() if x else pick(x)
class Sub(Box):
    pass
def pick(x=None):
    return Box().item
def ask():
    Box().item  # case.Sub | case.Box
    pick(1)  # case.Sub | case.Box
    pick()  # case.Sub | case.Box
""",
    "an attribute that a loop reads": """\
import httpx
class Box:
    item: httpx.Client
    def __init__(self, x=None):
        self.item = httpx.AsyncClient() if x else pick(x)
def pick(x=None):
    while x:
        made = Box().item
    return made
def ask():
    Box().item  # httpx.Client | httpx.AsyncClient
    pick(httpx.Client())  # httpx.Client | httpx.AsyncClient
    pick()  # httpx.Client | httpx.AsyncClient
""",
}
OTHER = {
    "left": """\
import httpx, right
class Box:
    item: httpx.Client
    def __init__(self, x=None):
        self.item = httpx.AsyncClient() if x else right.pick(x)
""",
    "right": """\
import left
def pick(x=None):
    return left.Box().item
""",
}
ASKING = """\
import left, right
def ask():
    left.Box().item  # httpx.Client | httpx.AsyncClient
    right.pick(1)  # httpx.Client | httpx.AsyncClient
    right.pick()  # httpx.Client | httpx.AsyncClient
"""
ORDERS = list(permutations(range(3)))


def _values(path: Path, order: tuple[int, ...]) -> dict[int, set[str]]:
    """What the last expression statements of the file are known to be, asked about in that order."""
    settings = Settings()
    model = model_of(str(path), path.read_bytes(), settings, Project.for_files([path], settings))
    asking = model.source.tree.body[-1]
    assert isinstance(asking, ast.FunctionDef)
    exprs = [stmt.value for stmt in asking.body if isinstance(stmt, ast.Expr)]
    found = {place: str(model.value_of(exprs[place])) for place in order if place < len(exprs)}
    return {place: set(value.split(" | ")) for place, value in found.items()}


def _expected(text: str) -> dict[int, set[str]]:
    lines = text.partition("def ask():\n")[2].splitlines()
    return {place: set(line.partition("# ")[2].split(" | ")) for place, line in enumerate(lines)}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("case", CASES)
def test_in_one_module(case: str, order: tuple[int, ...], tmp_path: Path) -> None:
    path = tmp_path / "case.py"
    path.write_text(CASES[case])
    assert _values(path, order) == _expected(CASES[case])


@pytest.mark.parametrize("order", ORDERS)
def test_across_modules(order: tuple[int, ...], tmp_path: Path) -> None:
    for name, text in OTHER.items():
        (tmp_path / f"{name}.py").write_text(text)
    path = tmp_path / "asking.py"
    path.write_text(ASKING)
    assert _values(path, order) == _expected(ASKING)
