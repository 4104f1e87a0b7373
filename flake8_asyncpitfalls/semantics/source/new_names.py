"""Names for what a fix adds to a function: none that stands there already, each with a meaning."""

from __future__ import annotations

import ast
from itertools import chain, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def new_name(used: Collection[str], *wanted: str) -> str:
    """The first of *wanted* that is not *used*; a number follows the last where all are."""
    numbered = (f"{wanted[-1]}_{number}" for number in count(2))
    return next(name for name in chain(wanted, numbered) if name not in used)


def names_in(scope: ast.AST) -> set[str]:
    """Every name that is written anywhere in *scope*, nested ones included."""
    return {name for node in ast.walk(scope) for name in _names_of(node)}


def task_names(work: ast.AST | None) -> Iterator[str]:
    """How a task may be called that does *work*: a coroutine, mostly the call that makes it."""
    yield "task"
    match work:
        case (
            ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name))
            | ast.Name(id=name)
            | ast.Attribute(attr=name)
        ) if name.strip("_"):
            own = name.strip("_")
            yield "started_task" if own == "task" or own.endswith("_task") else f"{own}_task"


def _names_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from node.names
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        yield from [node.name] if node.name else ()
    elif isinstance(node, ast.MatchMapping):
        yield from [node.rest] if node.rest else ()
