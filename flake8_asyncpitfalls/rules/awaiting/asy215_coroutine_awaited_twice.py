"""One coroutine object that is awaited more than once.

## What it does
Reports the second `await` of a coroutine that a variable holds: after another one, in a loop around
it, or in a new attempt after the first one failed. Giving it to `wait_for`, `gather`, `create_task`
and their like counts as awaiting it.

## Why it hurts
A coroutine runs once. The second time raises `RuntimeError: cannot reuse already awaited
coroutine`; in a loop that is to try again, that error hides the first one.

## Example
```python
async def load(url):
    request = fetch(url)
    for _ in range(3):
        try:
            return await asyncio.wait_for(request, 1)
        except TimeoutError:
            continue
```

## Instead
```python
async def load(url):
    for _ in range(3):
        try:
            return await asyncio.wait_for(fetch(url), 1)
        except TimeoutError:
            continue
```

## Fix safety
Unsafe: one that is made before a loop and awaited in it is made in each round, so the work is done
again. Where several places await it there is no fix: whether to make it anew or to keep the first
result is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting._made_anew import made_anew
from flake8_asyncpitfalls.rules.awaiting._repeated_awaits import awaited_again
from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY215",
    name="coroutine-awaited-twice",
    message="the coroutine in {name!r}, made at line {line}, may have been awaited before, and a "
    "coroutine runs once; make a new one for each await",
    severity=Severity.ERROR,
    fixable="unsafe",
)


@rule.check(ast.AsyncFunctionDef)
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Variables of *function* that hold a coroutine when a second await comes to them."""
    for name, line, place in awaited_again(function, model):
        fix = made_anew(name, model.terms.scopes[function], model)
        yield rule.finding(place, fix=fix, name=name, line=str(line))
