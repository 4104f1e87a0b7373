"""`asyncio.gather` where a task group would do.

## What it does
Reports awaited calls of `asyncio.gather` without `return_exceptions`, for programs that need Python
3.11 or newer.

## Why it hurts
When one of the awaitables raises, `gather` raises at once and the others go on, with nobody to wait
for them or to see their errors. A task group cancels the others and waits until they have stopped.

## Example
```python
user, orders = await asyncio.gather(get_user(), get_orders())
```

## Instead
```python
async with asyncio.TaskGroup() as group:
    user = group.create_task(get_user())
    orders = group.create_task(get_orders())
show(user.result(), orders.result())
```

## Fix safety
There is no fix: errors come in an exception group then.

## Like
Nothing in other linters.
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

rule = Rule(
    code="ASY908",
    name="gather-over-task-group",
    severity=Severity.NOTE,
    message="when one of these fails, {call} leaves the others running; use 'asyncio.TaskGroup'",
    optional=True,
)


@rule.check(ast.Await, mentions=(b"gather",))
def check(node: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """``await gather(...)`` that raises the first error."""
    call = node.value
    if not isinstance(call, ast.Call) or not model.runs_on_python(3, 11, at=node):
        return
    if any(k.arg is None or _is_set(k) for k in call.keywords) or _is_alone(call):
        return
    if model.refers_to(call.func, "asyncio.gather"):
        yield rule.finding(call, call=unparsed(call.func))


def _is_set(keyword: ast.keyword) -> bool:
    is_false = isinstance(keyword.value, ast.Constant) and not keyword.value.value
    return keyword.arg == "return_exceptions" and not is_false


def _is_alone(call: ast.Call) -> bool:
    """Whether there is nothing, or one thing, to wait for."""
    return len(call.args) < 2 and not any(isinstance(arg, ast.Starred) for arg in call.args)
