"""An endless loop that can go round without a checkpoint, in trio and anyio.

## What it does
Reports `while True` in a coroutine when there is a way through its body, back to its start,
without an await.

## Why it hurts
As long as the loop takes that way no other task runs, and nothing can cancel it.

## Example
```python
async def watch(queue):
    while True:
        if queue:
            await handle(queue.pop())
```

## Instead
```python
async def watch(queue):
    while True:
        await trio.lowlevel.checkpoint()
        if queue:
            await handle(queue.pop())
```

## Fix safety
Safe: the checkpoint is added at the start of the body.

## Like
flake8-async ASYNC913.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions import checkpoint_fix, checkpoint_of
from flake8_asyncpitfalls.rules.opinions._checkpoints import (
    has_checkpoints,
    may_repeat_without,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY913",
    name="endless-loop-missing-checkpoint",
    severity=Severity.NOTE,
    message="'while {test}' can go round without a checkpoint; add 'await {checkpoint}()'",
    fixable="safe or unsafe",
    optional=True,
)


@rule.check(ast.While, mentions=(b"trio", b"anyio"))
def check(stmt: ast.While, model: SemanticModel) -> Iterator[Finding]:
    """Loops without an end of their own."""
    if not isinstance(stmt.test, ast.Constant) or not stmt.test.value:
        return
    if has_checkpoints(stmt, model) and may_repeat_without(stmt.body):
        yield rule.finding(
            stmt,
            fix=checkpoint_fix(stmt.body[0], model),
            test=unparsed(stmt.test),
            checkpoint=checkpoint_of(stmt, model),
        )
