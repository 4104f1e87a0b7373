"""A cache that keeps a coroutine.

## What it does
Reports `functools.lru_cache`, `functools.cache` or `functools.cached_property` on an `async def`.

## Why it hurts
What is cached is the coroutine object, not its result, and a coroutine can be awaited once. The
second caller gets `RuntimeError: cannot reuse already awaited coroutine`.

## Example
```python
@functools.cache
async def config():
    return await load()
```

## Instead
```python
_config: asyncio.Task | None = None

async def config():
    global _config
    if _config is None:
        _config = asyncio.create_task(load())
    return await _config
```

## Fix safety
There is no fix: a cache for results of coroutines has to be chosen, with an eye on failures.

## Like
flake8-bugbear's B019 looks at the same decorators, for methods.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_transparent
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import shown
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.node_fields import called_in

rule = Rule(
    code="ASY209",
    name="cached-coroutine",
    severity=Severity.ERROR,
    message="{cache!r} keeps the coroutine of {function!r}, which can be awaited only once; "
    "cache a task or the result instead",
)


@rule.check(ast.AsyncFunctionDef)
def check_function(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Caches above *function*, as far as it is a coroutine function where they stand."""
    if model.summary_of(function).is_generator:
        return
    for decorator in reversed(function.decorator_list):
        factory = called_in(decorator)
        if model.marker(factory, "caches") is not None:
            yield rule.finding(function, cache=shown(decorator), function=function.name)
        if not is_transparent(model, factory):
            return
