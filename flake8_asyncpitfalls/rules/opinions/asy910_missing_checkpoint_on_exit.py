"""A coroutine that can end without a checkpoint, in trio and anyio.

## What it does
Reports `return` statements and ends of `async def` functions that can be reached without an await.
Generators are ASY911's. Functions whose decorators are unknown are left alone.

## Why it hurts
A call with `await` looks as if it lets other tasks run and can be cancelled. A loop around a
function that does so only sometimes can hold up all tasks, and a timeout around it may never
fire. The rule of trio's own functions is that each of them is a checkpoint, always.

## Example
```python
async def read(cache, key):
    if key in cache:
        return cache[key]
    return await fetch(key)
```

## Instead
```python
async def read(cache, key):
    if key in cache:
        await trio.lowlevel.checkpoint()
        return cache[key]
    return await fetch(key)
```

## Fix safety
Safe: the checkpoint is added before the `return`, or at the end of the function.

## Like
flake8-async ASYNC910.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions import checkpoint_fix, checkpoint_of
from flake8_asyncpitfalls.rules.opinions._checkpoints import (
    function_has_checkpoints,
    is_generator,
    is_plain,
    unchecked_exits,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY910",
    name="missing-checkpoint-on-exit",
    severity=Severity.NOTE,
    message="'{function}' can {what} without a checkpoint; add 'await {checkpoint}()'",
    fixable="safe or unsafe",
    optional=True,
)


@rule.check(ast.AsyncFunctionDef, mentions=(b"trio", b"anyio"))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Exits that no await certainly comes before."""
    if is_generator(function) or not function_has_checkpoints(function, model):
        return
    if not is_plain(function, model):
        return
    for place in unchecked_exits(function):
        what = "return" if isinstance(place, ast.Return) else "end"
        yield rule.finding(
            place,
            fix=checkpoint_fix(place, model),
            function=function.name,
            what=what,
            checkpoint=checkpoint_of(place, model),
        )
