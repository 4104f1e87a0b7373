"""An async generator that can yield or end without a checkpoint, in trio and anyio.

## What it does
Reports `yield`, `return` and the end of async generators that can be reached without an await
since the generator was entered or since its last `yield`. Generators whose decorators make
context managers or fixtures of them are left alone.

## Why it hurts
`async for` over such a generator looks as if it lets other tasks run at every step. When it does
not, the loop holds up all tasks and cannot be cancelled.

## Example
```python
async def numbers(n):
    for number in range(n):
        yield number
```

## Instead
```python
async def numbers(n):
    for number in range(n):
        await trio.lowlevel.checkpoint()
        yield number
    await trio.lowlevel.checkpoint()
```

## Fix safety
Safe: the checkpoint is added before the statement, or at the end of the function.

## Like
flake8-async ASYNC911.
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
    unchecked_yields,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_WORDS = {ast.Yield: "yield", ast.Return: "return", ast.AsyncFunctionDef: "end"}

rule = Rule(
    code="ASY911",
    name="missing-checkpoint-at-yield",
    severity=Severity.NOTE,
    message="the generator '{function}' can {what} without a checkpoint; add "
    "'await {checkpoint}()'",
    fixable="safe or unsafe",
    optional=True,
)


@rule.check(ast.AsyncFunctionDef, mentions=(b"trio", b"anyio"))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Yields and exits that no await certainly comes before."""
    if not is_generator(function) or not function_has_checkpoints(function, model):
        return
    if not is_plain(function, model):
        return
    for place in (*unchecked_yields(function), *unchecked_exits(function)):
        yield rule.finding(
            place,
            fix=checkpoint_fix(place, model),
            function=function.name,
            what=_WORDS[type(place)],
            checkpoint=checkpoint_of(place, model),
        )
