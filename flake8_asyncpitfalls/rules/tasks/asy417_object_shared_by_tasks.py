"""One object that serves one task at a time, given to several.

## What it does
Reports a `gather` or task group whose children use the same database session, connection or cursor
(SQLAlchemy's `AsyncSession` and `AsyncConnection`, asyncpg, aiomysql, aiopg): by its methods, or as
an argument of functions that await it.

## Why it hurts
These objects keep the state of one conversation. A second task that comes in between gets "another
operation is in progress", "This session is provisioning a new connection; concurrent operations are
not permitted", or the rows of the other.

## Example
```python
users, orders = await asyncio.gather(session.scalar(count_users), session.scalar(count_orders))
```

## Instead
```python
users = await session.scalar(count_users)
orders = await session.scalar(count_orders)
```

Or give each task a session of its own.

## Fix safety
There is no fix: whether to wait in turn or to open more connections is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._shared_objects import shared_by_children
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY417",
    name="object-shared-by-tasks",
    message="{name!r} ({kind}) serves one task at a time, and several of these use it at once; "
    "await them in turn, or give each its own",
    severity=Severity.ERROR,
)


@rule.check(ast.Call, on_loop=True, mentions=(b"gather",))
def check_gather(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """The children of one ``gather``."""
    if model.refers_to(call.func, "asyncio.gather"):
        found = shared_by_children(call.args, model)
        if found is not None:
            yield rule.finding(call, name=found[0], kind=found[1])


@rule.check(ast.AsyncWith, on_loop=True, mentions=(b"TaskGroup", b"task_group"))
def check_group(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """The tasks that the block of a group makes, one statement each."""
    for item in stmt.items:
        group = item.optional_vars
        if group is None or not model.enters(item.context_expr, "task_group", is_async=True):
            continue
        made = list(_tasks_made(stmt, f"{unparsed(group)}.create_task", model))
        found = shared_by_children(made, model)
        if found is not None:
            yield rule.finding(stmt, name=found[0], kind=found[1])


def _tasks_made(stmt: ast.AsyncWith, creating: str, model: SemanticModel) -> Iterator[ast.expr]:
    """The coroutines that the block of the group makes tasks of; those of a loop twice."""
    for place in stmt.body:
        yield from _made_by(place, creating, model)
        if isinstance(place, ast.For):
            stored = {n.id for n in ast.walk(place) if isinstance(n, ast.Name) and _is_stored(n)}
            for made in (one for inner in place.body for one in _made_by(inner, creating, model)):
                if not _owner_names(made) & stored:
                    yield from (made, made)


def _made_by(stmt: ast.stmt, creating: str, model: SemanticModel) -> Iterator[ast.expr]:
    """What *stmt* itself, not the statements in it, makes tasks of."""
    for node in walk_code([stmt]):
        if isinstance(node, ast.Call) and node.args and unparsed(node.func) == creating:
            if model.statement_of(node) is stmt:
                yield node.args[0]


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _owner_names(expr: ast.expr) -> set[str]:
    """The first names of what a call is made on and of its first argument."""
    if not isinstance(expr, ast.Call):
        return set()
    parts = [expr.func, *expr.args[:1]]
    return {unparsed(part).partition(".")[0] for part in parts}
