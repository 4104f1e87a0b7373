"""A method that is a coroutine where its base class calls it plainly, or the other way round.

## What it does
Reports an `async def` over a method that certainly is called without `await`: by a framework
(`Protocol.data_received`, `Thread.run`, `Handler.emit`, `do_GET`, `IsolatedAsyncioTestCase.setUp`,
`JSONEncoder.default`, watchdog's and Django REST framework's hooks), or by code of the project on
the base class. And a plain `def` over an `async def` where the base class is abstract or awaits it,
and no result of the override can be awaited.

## Why it hurts
The plain call makes a coroutine that nobody runs: the override does nothing, without an error. The
plain override fails at the `await`.

## Example
```python
class Worker(threading.Thread):
    async def run(self):
        await work()
```

## Instead
```python
class Worker(threading.Thread):
    def run(self):
        asyncio.run(work())
```

## Fix safety
Unsafe: a plain override becomes an `async def`, where code of this file nowhere calls it plainly.

## Like
mypy and pyright report it as an incompatible override where both sides are annotated.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import MakeAsync
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import head_of
from flake8_asyncpitfalls.rules.awaiting._overrides import (
    awaited_hook,
    awaiting_use,
    hook_owner,
    overridden,
    plain_use,
)
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY214",
    name="override-of-other-color",
    message="{method!r} is {kind}, but {user}; {advice}",
    severity=Severity.ERROR,
    fixable="unsafe",
)


@rule.check(ast.AsyncFunctionDef)
def check_async(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """``async def`` where a plain method is called."""
    owner = hook_owner(function, model)
    user = f"{owner} calls it plainly, so it never runs" if owner else ""
    base = overridden(function, model)
    if not user and base is not None and not base.is_async:
        place = plain_use(function, base, model)
        user = f"{place} calls it plainly as a method of its base class" if place else ""
    if user:
        advice = "make it a plain 'def'"
        yield rule.finding(head_of(function), method=function.name, kind="a coroutine function",
                           user=user, advice=advice)  # fmt: skip


@rule.check(ast.FunctionDef)
def check_plain(function: ast.FunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """``def`` where a coroutine function is awaited."""
    owner = awaited_hook(function, model)
    base = overridden(function, model)
    is_over_async = base is not None and base.is_async and not base.is_generator
    use = f"{owner} awaits it" if owner else ""
    if base is not None and is_over_async:
        use = awaiting_use(function, base, model)
    if use:
        fix = None
        if base is None or not plain_use(function, base, model):
            fix = Fix(Applicability.UNSAFE, "async def", (MakeAsync(Span.of(function)),))
        yield rule.finding(head_of(function), fix=fix, method=function.name, kind="a plain function",
                           user=use, advice="make it 'async def'")  # fmt: skip
