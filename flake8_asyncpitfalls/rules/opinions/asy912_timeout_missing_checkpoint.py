"""A timeout whose block can pass without a checkpoint, in trio and anyio.

## What it does
Reports timeouts and cancel scopes whose block has an await, but also a way through it without one.
A block without any await is ASY504's.

## Why it hurts
A cancel scope can end its block at a checkpoint only. On the way without one the timeout does
nothing.

## Example
```python
async def update(cache, key):
    with trio.fail_after(5):
        if key not in cache:
            await cache.load(key)
```

## Instead
```python
async def update(cache, key):
    with trio.fail_after(5):
        await trio.lowlevel.checkpoint()
        if key not in cache:
            await cache.load(key)
```

## Fix safety
Safe: the checkpoint is added at the start of the block.

## Like
flake8-async ASYNC912.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions import checkpoint_fix, checkpoint_of
from flake8_asyncpitfalls.rules.opinions._checkpoints import has_checkpoints, may_pass_without
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY912",
    name="timeout-missing-checkpoint",
    severity=Severity.NOTE,
    message="the block of '{scope}' can pass without a checkpoint; add 'await {checkpoint}()'",
    fixable="safe or unsafe",
    optional=True,
)


@rule.check(ast.With, mentions=(b"trio", b"anyio"))
def check(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """Scopes around a block that waits on some ways only."""
    if not has_checkpoints(stmt, model) or not any(suspensions(stmt.body)):
        return
    for item in stmt.items:
        scope = item.context_expr
        if not isinstance(scope, ast.Call):
            continue
        if model.enters(scope, "cancel_scope", is_async=False) and may_pass_without(stmt.body):
            yield rule.finding(
                scope,
                fix=checkpoint_fix(stmt.body[0], model),
                scope=f"{unparsed(scope.func)}()",
                checkpoint=checkpoint_of(stmt, model),
            )
