"""A `yield` in the `finally` of an asynchronous generator.

## What it does
Reports `yield` in a `finally` of an async generator, unless a condition in that block decides
whether it comes to it.

## Why it hurts
Whoever stops before the end closes the generator: `GeneratorExit` is raised at the `yield` where it
stands, the `finally` runs, and its `yield` makes Python give up with `RuntimeError: async generator
ignored GeneratorExit`. What follows in the `finally` never runs. A cancellation is lost at the same
place.

## Example
```python
async def rows(cursor):
    try:
        async for row in cursor:
            yield row
    finally:
        yield None
        await cursor.close()
```

## Instead
```python
async def rows(cursor):
    try:
        async for row in cursor:
            yield row
        yield None
    finally:
        await cursor.close()
```

## Fix safety
There is no fix: where the last value belongs is for a person to decide.

## Like
Nothing in other linters; B012 reports `return`, `break` and `continue` there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CONDITIONS = (ast.If, ast.IfExp, ast.Match, ast.Try, ast.ExceptHandler, ast.BoolOp)

rule = Rule(
    code="ASY512",
    name="yield-in-finally",
    message="closing {generator!r} early fails at the 'yield' in its 'finally', and what follows "
    "it never runs; yield before the 'finally'",
    severity=Severity.ERROR,
)


@rule.check(ast.Try, ast.TryStar)
def check(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> Iterator[Finding]:
    """The first ``yield`` of the ``finally``."""
    if not model.scope_of(stmt).is_coroutine or not any(
        isinstance(node, ast.Yield) for node in walk_code(stmt.body)
    ):
        return
    for node in walk_code(stmt.finalbody):
        if isinstance(node, ast.Yield) and not _is_conditional(node, stmt, model):
            yield rule.finding(node, generator=model.scope_of(node).name)
            return


def _is_conditional(node: ast.AST, stmt: ast.stmt, model: SemanticModel) -> bool:
    parent = model.parent(node)
    while parent is not stmt:
        if isinstance(parent, _CONDITIONS):
            return True
        parent = model.parent(parent)
    return False
