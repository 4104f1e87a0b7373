"""A task that outlives the resource it was given.

## What it does
Reports a variable that a `with` inside a task group's block binds and that is given to a task of
that group: in the arguments of `group.create_task(...)` or `group.start_soon(...)`.

Cancel scopes are left alone, and so is a task whose end the inner block waits for.

## Why it hurts
The inner block ends first and closes the file, connection or client. The group waits for its
tasks afterwards, so they go on with something that is closed.

## Example
```python
async def copy(paths):
    async with asyncio.TaskGroup() as group:
        async with connect() as connection:
            group.create_task(send(connection, paths))
```

## Instead
```python
async def copy(paths):
    async with connect() as connection:
        async with asyncio.TaskGroup() as group:
            group.create_task(send(connection, paths))
```

## Fix safety
There is no fix: the blocks must be nested the other way round.

## Like
flake8-async ASYNC111.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import (
    blocks_around,
    is_cancel_scope,
    reads_only,
    task_groups,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_STARTERS = {"start_soon", "create_task"}

rule = Rule(
    code="ASY406",
    name="inner-resource-passed-to-outer-group",
    severity=Severity.ERROR,
    message="{resource!r} is closed before the tasks of {group!r} are done; open it around the "
    "task group",
)


@rule.check(ast.Call)
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``group.start_soon(f, resource)`` in the block of the resource, inside that of the group."""
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return
    if not _starts(call, call.func.attr, model):
        return
    group = call.func.value.id
    inner = _bound_inside(call, group, model)
    if inner:
        for argument in arguments_of(call):
            for node in ast.walk(argument):
                if isinstance(node, ast.Name) and _is_resource(node, inner, model):
                    yield rule.finding(node, resource=node.id, group=group)


def _starts(call: ast.Call, method: str, model: SemanticModel) -> bool:
    """Whether *call* starts a task that nobody waits for here; ``start`` waits only until it is ready."""
    parent = model.parent(call)
    if method == "start":
        return isinstance(parent, ast.Await)
    return method in _STARTERS and isinstance(parent, ast.Expr)


def _is_resource(name: ast.Name, inner: dict[str, ast.Name], model: SemanticModel) -> bool:
    """Whether *name* reads what the block bound: no parameter of a lambda, nothing bound anew."""
    target = inner.get(name.id)
    scope = model.scope_of(target) if target is not None else None
    if (
        target is None
        or scope is None
        or model.uses.owner(name.id, model.scope_of(name)) is not scope
    ):
        return False
    if model.scope_of(name) is not scope:
        return True
    return reads_only(name, target, model)


def _bound_inside(call: ast.Call, group: str, model: SemanticModel) -> dict[str, ast.Name]:
    """The variables that are bound between *call* and the block of *group*; none without one."""
    bound: dict[str, ast.Name] = {}
    for block in blocks_around(call, model):
        is_ended = _ends_with_cancel(block.body, f"{group}.cancel_scope.cancel()")
        for item in reversed(block.items):
            target = item.optional_vars
            if not isinstance(target, ast.Name):
                continue
            if target.id == group:
                is_group = isinstance(block, ast.AsyncWith) and item in task_groups(block, model)
                return bound if is_group else {}
            if not is_cancel_scope(item, model) and not is_ended:
                bound.setdefault(target.id, target)
    return {}


def _ends_with_cancel(body: list[ast.stmt], cancel: str) -> bool:
    """Whether the last thing that *body* does is the call *cancel*: the tasks end before what it holds."""
    match body[-1]:
        case ast.Expr(value=ast.Call() as call):
            return unparsed(call) == cancel
        case ast.Try(finalbody=[_, *_] as last) | ast.With(body=last) | ast.AsyncWith(body=last):
            return _ends_with_cancel(last, cancel)
    return False
