"""Independent awaits, one after the other.

## What it does
Reports comprehensions and loops that await one call for each element and do nothing but collect the
results, and two calls of functions awaited one after the other where the second does not need the
first.

## Why it hurts
The waits add up: ten requests of a tenth of a second take a second, where together they would take
a tenth.

## Example
```python
pages = [await fetch(url) for url in urls]
```

## Instead
```python
async with asyncio.TaskGroup() as group:
    tasks = [group.create_task(fetch(url)) for url in urls]
pages = [task.result() for task in tasks]
```

## Fix safety
There is no fix: the order may matter, and the other side may not stand so many calls at once.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions._independence import (
    arguments,
    awaited_function,
    awaits_one,
    is_plain,
    names,
    previous,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_COLLECTING = {"append", "add"}

rule = Rule(
    code="ASY915",
    name="sequential-awaits",
    severity=Severity.NOTE,
    message="{what} one after the other; let them overlap with {how}",
    optional=True,
)


@rule.check(ast.ListComp, ast.SetComp, ast.DictComp, on_loop=True)
def check_comprehension(
    comprehension: ast.ListComp | ast.SetComp | ast.DictComp, model: SemanticModel
) -> Iterator[Finding]:
    """``[await f(x) for x in xs]``."""
    clause = comprehension.generators[0]
    element = _element(comprehension)
    if len(comprehension.generators) != 1 or clause.is_async or clause.ifs:
        return
    if awaits_one(element, clause.target, clause.iter, model):
        yield _finding(element, "these calls are awaited", model)


@rule.check(ast.For, on_loop=True)
def check_loop(loop: ast.For, model: SemanticModel) -> Iterator[Finding]:
    """``for x in xs: results.append(await f(x))``."""
    if len(loop.body) != 1 or loop.orelse:
        return
    value: ast.expr | None = None
    match loop.body[0]:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr), args=[only])):
            value = only if attr in _COLLECTING else None
        case ast.Assign(targets=[ast.Subscript()], value=only):
            value = only
    if value is not None and awaits_one(value, loop.target, loop.iter, model):
        yield _finding(value, "these calls are awaited", model)


@rule.check(ast.Assign, on_loop=True)
def check_statements(stmt: ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """``a = await f(); b = await g()``: reported at the second."""
    first = previous(stmt, model)
    if first is None:
        return
    one, two = awaited_function(first), awaited_function(stmt)
    if one is None or two is None or names(first.targets[0]) & names(two):
        return
    if any(not is_plain(name, model) for name in arguments(one) if name.id in names(two)):
        return
    yield _finding(stmt.value, "this call and the one before are awaited", model)


def _element(comprehension: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.expr:
    if isinstance(comprehension, ast.DictComp):
        return comprehension.value
    return comprehension.elt


def _finding(node: ast.expr, what: str, model: SemanticModel) -> Finding:
    how = {"trio": "a nursery", "anyio": "a task group"}.get(library_at(model, node))
    if how is None:
        has_groups = model.runs_on_python(3, 11, at=node)
        how = "'asyncio.TaskGroup'" if has_groups else "'asyncio.gather(...)'"
    return rule.finding(node, what=what, how=how)
