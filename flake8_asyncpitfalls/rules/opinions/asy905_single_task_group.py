"""A task group for one task.

## What it does
Reports a task group or nursery whose block does nothing but start one task.

## Why it hurts
The block ends when its only task does: the group, the task and the wrapping of errors in an
exception group cost something and bring nothing.

## Example
```python
async with asyncio.TaskGroup() as group:
    group.create_task(work())
```

## Instead
```python
await work()
```

## Fix safety
There is no fix: errors come alone then, not in an exception group, and handlers may rely on that.

## Like
flake8-async ASYNC112, Sonar S7513.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_STARTS = {"create_task", "start_soon", "start"}

rule = Rule(
    code="ASY905",
    name="single-task-group",
    severity=Severity.NOTE,
    message="the group {group!r} starts one task and waits for it; await {function!r} itself",
    optional=True,
)


@rule.check(ast.AsyncWith)
def check(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """``async with group() as g: g.start(f)`` and nothing else."""
    if len(stmt.body) != 1 or not isinstance(stmt.body[0], ast.Expr):
        return
    value = stmt.body[0].value
    call = value.value if isinstance(value, ast.Await) else value
    for item in stmt.items:
        target = item.optional_vars
        if not isinstance(target, ast.Name) or not _starts_on(call, target.id):
            continue
        if model.enters(item.context_expr, "task_group", is_async=True):
            assert isinstance(call, ast.Call)
            yield rule.finding(item.context_expr, group=target.id, function=unparsed(call.args[0]))


def _starts_on(call: ast.expr, group: str) -> bool:
    """Whether *call* starts a task in *group* that does not get the group itself."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr), args=[_, *_]):
            used = [n for n in ast.walk(call) if isinstance(n, ast.Name) and n.id == group]
            return name == group and attr in _STARTS and len(used) == 1
    return False
