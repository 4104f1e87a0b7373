"""Values of what depends on itself: the same whichever expression is asked about first."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from flake8_asyncpitfalls.analyses.state_accesses import Accesses
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


IN_LOOPS = {
    "one variable, bound twice": """\
import httpx
def same(x):
    return x
def ask(x):
    made = httpx.Client()
    while x:
        made = same(made)  # httpx.Client
        made = same(made)  # httpx.Client
    return made
""",
    "two variables": """\
import httpx, queue
def ask(x):
    made, other = httpx.Client(), queue.Queue()
    while x:
        held = made  # httpx.Client | queue.Queue
        made = other  # httpx.Client | queue.Queue
        other = held  # httpx.Client | queue.Queue
""",
    "far away from the loop": """\
import httpx
def ask(x):
    made = httpx.Client()
    while x:
        made = made
    near = made
    there = near
    far = there
    made  # httpx.Client
    far  # httpx.Client
    there  # httpx.Client
""",
}


def _values(path: Path, order: Sequence[int]) -> dict[int, set[str]]:
    """What the last expression statements of the file are known to be, asked about in that order."""
    settings = Settings()
    model = model_of(str(path), path.read_bytes(), settings, Project.for_files([path], settings))
    wanted = list(_expected(path.read_text()))
    exprs = {
        node.lineno: node.value
        for node in ast.walk(model.source.tree)
        if isinstance(node, ast.Expr | ast.Assign) and node.lineno in wanted
    }
    found = {wanted[place]: str(model.value_of(exprs[wanted[place]])) for place in order}
    return {line: set(value.split(" | ")) for line, value in found.items()}


def _expected(text: str) -> dict[int, set[str]]:
    """What the comments say, by line."""
    lines = ((number, line.partition("# ")[2]) for number, line in enumerate(text.splitlines(), 1))
    return {number: set(said.split(" | ")) for number, said in lines if said}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("case", {**CASES, **IN_LOOPS})
def test_in_one_module(case: str, order: tuple[int, ...], tmp_path: Path) -> None:
    text = {**CASES, **IN_LOOPS}[case]
    path = tmp_path / "case.py"
    path.write_text(text)
    assert _values(path, [place for place in order if place < len(_expected(text))]) == _expected(
        text
    )


@pytest.mark.parametrize("order", ORDERS)
def test_across_modules(order: tuple[int, ...], tmp_path: Path) -> None:
    for name, text in OTHER.items():
        (tmp_path / f"{name}.py").write_text(text)
    path = tmp_path / "asking.py"
    path.write_text(ASKING)
    assert _values(path, order) == _expected(ASKING)


STATE = """\
class Box:
    def far(self):
        self.near()
    def near(self):
        self.next()
    def next(self):
        self.last()
    def last(self):
        self.items["a"] = 1
"""


@pytest.mark.parametrize("asked_before", [(), ("far",)])
def test_state_is_read_as_far_down_whoever_asks_first(asked_before: tuple[str, ...]) -> None:
    model = model_of("case.py", STATE.encode(), Settings())
    accesses = Accesses(model)

    def found(name: str) -> set[tuple[str, ...]]:
        nodes = [scope.node for scope in model.scopes if scope.name == name]
        assert isinstance(nodes[0], ast.FunctionDef)
        return {access.place for _, access in accesses.of(model.summary_of(nodes[0]))}

    for name in asked_before:
        assert ("self", "items") not in found(name)
    assert ("self", "items") in found("near")
