"""Yielding from inside a task group or timeout.

## What it does
Reports `yield` inside a task group, nursery, timeout or cancel scope of an async generator,
unless that is a context manager, a fixture, or has a decorator that may make it one.

## Why it hurts
While the generator is suspended, the code that iterates it runs inside the scope. A timeout or a
failed task then cancels that code, which never entered the scope, or cancels it at a wrong place.
When the generator is not iterated to its end, the scope is left in another task, which breaks the
library.

## Example
```python
async def lines(reader):
    async with asyncio.timeout(5):
        while line := await reader.readline():
            yield line
```

## Instead
```python
async def lines(reader):
    while True:
        async with asyncio.timeout(5):
            line = await reader.readline()
        if not line:
            return
        yield line
```

A task group belongs into an `@asynccontextmanager` that yields a queue or stream.

## Fix safety
There is no fix: the code has to be arranged anew.

## Like
flake8-async ASYNC101.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import (
    blocks_around,
    is_cancel_scope,
    is_plain_generator,
    task_groups,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY404",
    name="yield-in-task-group",
    severity=Severity.ERROR,
    message="while this generator is suspended, {scope} goes on around the code that iterates it; "
    "yield outside of it",
)


@rule.check(ast.Yield)
def check(node: ast.Yield, model: SemanticModel) -> Iterator[Finding]:
    """The innermost group or scope around a ``yield``."""
    for stmt in blocks_around(node, model):
        for item in stmt.items:
            in_group = isinstance(stmt, ast.AsyncWith) and item in task_groups(stmt, model)
            if in_group or is_cancel_scope(item, model):
                if is_plain_generator(node, model):
                    yield rule.finding(node, scope=unparsed(item.context_expr))
                return
