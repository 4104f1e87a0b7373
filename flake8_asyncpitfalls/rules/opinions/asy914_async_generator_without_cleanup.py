"""An async generator that nothing closes for sure.

## What it does
Reports `async def` functions with `yield` that are no context managers: neither under
`asynccontextmanager` nor under another decorator that is not known to leave them what they are.

## Why it hurts
A loop over an async generator that is left by `break`, `return` or an exception does not close
it. Its `finally` blocks and `async with` run when the garbage collector gets to it, in another
task, or not at all.

## Example
```python
async def rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor():
            yield row
```

## Instead
```python
@asynccontextmanager
async def rows(pool):
    async with pool.acquire() as connection:
        yield connection.cursor()
```

or loop over it in `async with contextlib.aclosing(rows(pool))`.

## Fix safety
There is no fix.

## Like
flake8-async ASYNC900.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions._checkpoints import is_generator, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY914",
    name="async-generator-without-cleanup",
    severity=Severity.NOTE,
    message="nothing closes the async generator '{function}' for sure; make it an "
    "'asynccontextmanager', or use 'contextlib.aclosing' around it",
    optional=True,
)


@rule.check(ast.AsyncFunctionDef, mentions=(b"yield",))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Async generators that no decorator turns into something else."""
    if is_generator(function) and is_plain(function, model):
        yield rule.finding(function, function=function.name)
