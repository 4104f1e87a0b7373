"""Leaving a task group in the middle.

## What it does
Reports `return`, `break` and `continue` that leave the block of an `asyncio.TaskGroup`, an anyio
task group or a trio nursery, once tasks may have been started in it. Loops and functions that lie
wholly inside are left alone, and so is leaving right after the group was cancelled, or where a task
that ends cancels another.

## Why it hurts
The block does not end there: it waits for every task that was started, perhaps for ever. Whoever
reads `return result` expects the result now.

## Example
```python
async def first_line(reader):
    async with asyncio.TaskGroup() as group:
        group.create_task(keep_alive())
        line = await reader.readline()
        if line:
            return line
```

## Instead
```python
async def first_line(reader):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(keep_alive())
        line = await reader.readline()
        task.cancel()
    return line
```

## Fix safety
Unsafe: a `return` that ends the block moves behind it, where its value is worked out after the tasks.
Others have no fix.

## Like
flake8-async ASYNC121, Sonar S7514.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import MoveOut
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import task_groups
from flake8_asyncpitfalls.rules.tasks._cancelled_groups import is_cancelled
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, suspensions
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY403",
    name="control-flow-in-task-group",
    severity=Severity.WARNING,
    message="this {statement!r} does not leave before all tasks of {group!r} are done; put it "
    "after the 'async with' block, or cancel them first",
    fixable="unsafe",
)


@rule.check(ast.AsyncWith)
def check(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """``return``, ``break`` and ``continue`` that leave the block."""
    exits: list[ast.stmt] = list(leaving(stmt.body))
    for item in task_groups(stmt, model) if exits else ():
        if isinstance(item.optional_vars, ast.Name):
            group = item.optional_vars.id
            for place in exits:
                if _may_have_tasks(stmt, group, place) and not is_cancelled(stmt, place, model):
                    word = type(place).__name__.lower()
                    fix = _fix(stmt, exits)
                    yield rule.finding(place, fix=fix, statement=word, group=group)


def _fix(stmt: ast.AsyncWith, exits: list[ast.stmt]) -> Fix | None:
    """A ``return`` at the end of the block goes behind it, unless something may end an error there."""
    last = stmt.body[-1]
    if exits != [last] or len(stmt.body) < 2 or not isinstance(last, ast.Return):
        return None
    names = {n.id for item in stmt.items for n in ast.walk(item) if isinstance(n, ast.Name)}
    if any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(last)):
        return None
    if len(stmt.items) > 1 or any(suspensions([last])):
        return None
    return Fix(Applicability.UNSAFE, "return after the block", (MoveOut(Span.of(stmt)),))


def _may_have_tasks(stmt: ast.AsyncWith, group: str, place: ast.stmt) -> bool:
    """Whether the group is mentioned before *place*, or can be in an earlier round."""
    return any(
        isinstance(node, ast.Name) and node.id == group
        for node in _all_nodes(stmt.body)
        if getattr(node, "lineno", 0) <= (place.end_lineno or place.lineno)
    )


def _all_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for stmt in body:
        yield from ast.walk(stmt)
