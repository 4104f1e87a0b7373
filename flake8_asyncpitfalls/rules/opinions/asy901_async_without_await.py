"""An `async def` that awaits nothing.

## What it does
Reports `async def` functions and methods without `await`, `async for`, `async with` or `yield`,
where their author alone decides what they look like. Silent for decorated functions, overrides and
methods that a base class nobody can see may ask for, protocols and abstract methods, names that
frameworks call (`on_message`, `handle_...`, `test_...`), and functions that are handed on as
values.

## Why it hurts
Every caller must be async to call it, although nothing in it ever waits; and readers look for the
await that is not there.

## Example
```python
async def area(width, height):
    return width * height
```

## Instead
```python
def area(width, height):
    return width * height
```

## Fix safety
There is no fix: the callers, also those in other modules, would have to change with it.

## Like
flake8-async ASYNC124, ruff RUF029, Sonar S7503.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions._imposed_signatures import is_free

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY901",
    name="async-without-await",
    severity=Severity.NOTE,
    message="{function!r} is async and never awaits anything; make it a plain 'def'",
    optional=True,
)


@rule.check(ast.AsyncFunctionDef)
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """A coroutine function that no await in it and nobody else needs."""
    if suspension_in(function.body) is not None:
        return
    if is_free(model.terms.scopes[function], model):
        yield rule.finding(function, function=function.name)
