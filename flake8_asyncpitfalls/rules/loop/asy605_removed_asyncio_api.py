"""Parts of asyncio that are gone or going.

## What it does
Reports uses of asyncio that the target Python warns about or no longer has: the `loop=` argument
of locks, queues and functions (gone in 3.10), `@asyncio.coroutine` (3.11), `Task.all_tasks` and
`Task.current_task` (3.9), child watchers (3.14), event loop policies and
`asyncio.iscoroutinefunction` (3.16), and `with (yield from lock)` or `with await lock` (3.9).

The target version is the option `asy-target-version`. Code that asks for the Python version, or
catches the error, is left alone.

## Why it hurts
What is gone raises `AttributeError`, `ImportError` or `TypeError`, often only when that line
runs. What is going does so with the next Python.

## Example
```python
async def main(loop):
    lock = asyncio.Lock(loop=loop)
    tasks = asyncio.Task.all_tasks()
```

## Instead
```python
async def main():
    lock = asyncio.Lock()
    tasks = asyncio.all_tasks()
```

## Fix safety
Safe, where a function has a successor that means the same, and for `loop=` where the target
Python would only raise. Unsafe for `loop=` where the target Python still takes it.

## Like
ruff's pyupgrade rules for other modules; nothing for asyncio.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import DropAwait, MakeAsync
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import (
    is_guarded,
    is_never_evaluated,
    outdated,
    replacement,
    without_argument,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span
from flake8_asyncpitfalls.stubs import has_marker
from flake8_asyncpitfalls.stubs.marked import names_by_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MOST_LINKS = 12
"""No module lies deeper; to walk each link of a chain to its start takes the square of its length."""

rule = Rule(
    code="ASY605",
    name="removed-asyncio-api",
    severity=Severity.ERROR,
    message="{what} {status}; {advice}",
    fixable="safe or unsafe",
)


@rule.check(ast.Attribute)
def check_attribute(expr: ast.Attribute, model: SemanticModel) -> Iterator[Finding]:
    """``asyncio.coroutine`` and its like, called or not."""
    # Of classes, too, the names are looked up: what others are need not be found out.
    if expr.attr not in names_by_marker(model.settings.stubs)["removed"]:
        return
    inner: ast.expr = expr
    for _ in range(_MOST_LINKS):
        if not isinstance(inner, ast.Attribute):
            break
        inner = inner.value
    if isinstance(inner, ast.Name) and inner.id in model.imported_names:
        yield from _of_name(expr, model)


@rule.check(ast.ImportFrom)
def check_import(stmt: ast.ImportFrom, model: SemanticModel) -> Iterator[Finding]:
    """Uses of a name that was imported by itself."""
    if stmt.level or not has_marker(stmt.module or "", "removed", model.settings.stubs):
        return
    for alias in stmt.names:
        uses = model.uses.reads(alias.asname or alias.name, model.scope_of(stmt))
        if uses and model.marker(uses[0], "removed") is not None:
            for use in uses:
                yield from _of_name(use, model)


@rule.check(ast.Call, marks=("removed",))
def check_argument(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """An argument that the function no longer takes."""
    if not call.keywords:
        return
    marker = model.marker(call.func, "removed")
    if marker is None:
        return
    name, status = str(marker.keywords.get("argument", "")), outdated(marker, model)
    is_given = name in [keyword.arg for keyword in call.keywords]
    if status and is_given and not is_guarded(call, model):
        fix = without_argument(call, name, marker, model)
        what = f"the argument {name!r} of {unparsed(call.func)}"
        yield rule.finding(call, fix=fix, what=what, status=status, advice="leave it out")


@rule.check(ast.With, mentions=(b"yield", b"await"))
def check_with(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """``with (yield from lock)`` and ``with await lock``."""
    expr = stmt.items[0].context_expr
    if len(stmt.items) != 1 or not isinstance(expr, (ast.YieldFrom, ast.Await)):
        return
    if not model.has_class_marker(expr.value, "task_lock"):
        return
    edits = (DropAwait(Span.of(expr)), MakeAsync(Span.of(stmt)))
    fix = Fix(Applicability.SAFE, "use async with", edits) if isinstance(expr, ast.Await) else None
    what, status = f"'with {unparsed(expr)}'", "is gone since Python 3.9"
    yield rule.finding(expr, fix=fix, what=what, status=status, advice="use 'async with'")


def _of_name(expr: ast.expr, model: SemanticModel) -> Iterator[Finding]:
    marker = model.marker(expr, "removed")
    if marker is None or marker.keywords.get("argument") or not model.name_of(expr):
        return
    status = outdated(marker, model)
    if status and not is_guarded(expr, model) and not is_never_evaluated(expr, model):
        fix, advice = replacement(expr, marker), f"use {marker.argument(1)}"
        yield rule.finding(expr, fix=fix, what=unparsed(expr), status=status, advice=advice)
