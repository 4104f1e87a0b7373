"""A coroutine that an `async def` returns in place of its result.

## What it does
Reports `return f()` in an `async def` where `f()` certainly makes a coroutine, and code shows that
its result was meant: the function declares another type, another `return` of it gives a plain
value, or the `return` stands in a `try`, an `async with`, a timeout or a lock that was to guard the
work. The same for the future of `gather` and of an executor.

It stays silent where the function declares an awaitable, `Any` or `object`, where it is empty, and
where code of the file awaits the result twice or hands it on as an awaitable.

## Why it hurts
Whoever awaits the function gets a coroutine that nobody runs, and goes on with it. What stands
around the `return` is left before the work begins: the session is closed, the lock is free, and no
handler sees the error.

## Example
```python
async def fetch(url) -> str:
    async with Session() as session:
        return session.get(url)
```

## Instead
```python
async def fetch(url) -> str:
    async with Session() as session:
        return await session.get(url)
```

## Fix safety
Adding the `await` is safe: what is awaited inside is what the caller meant to get.

## Like
typescript-eslint's `return-await`; mypy reports a returned coroutine that the annotation rules out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.coroutines import alternatives_of
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import await_fix, shown
from flake8_asyncpitfalls.rules.awaiting._returned_awaitables import (
    awaited_base,
    guard_around,
    is_handed_on_by_callers,
    kind_of_awaitable,
    may_return_awaitable,
    plain_return,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY213",
    name="coroutine-returned",
    message="the caller gets the {kind} of {call!r}, not its result: {evidence}; write "
    "'return await {call}{dots}'",
    severity=Severity.ERROR,
    fixable="safe",
)


@rule.check(ast.Return, on_loop=True)
def check(stmt: ast.Return, model: SemanticModel) -> Iterator[Finding]:
    """``return`` of something that is to be awaited, in an ``async def``."""
    scope = model.scope_of(stmt)
    if stmt.value is None or not scope.is_coroutine:
        return
    for expr in alternatives_of(stmt.value):
        kind = "" if isinstance(expr, ast.Await) else kind_of_awaitable(expr, model)
        if not kind or may_return_awaitable(scope, model) or is_handed_on_by_callers(scope, model):
            continue
        evidence = _evidence(stmt, kind, model)
        if evidence:
            yield rule.finding(
                expr,
                fix=await_fix(expr, model),
                kind=kind,
                call=shown(expr),
                evidence=evidence,
                dots="(...)" if isinstance(expr, ast.Call) else "",
            )


def _evidence(stmt: ast.Return, kind: str, model: SemanticModel) -> str:
    """What shows that the result was meant; empty where nothing does."""
    guard = guard_around(stmt, model)
    if guard:
        return f"{guard} is left before the work begins"
    scope = model.scope_of(stmt)
    returns = getattr(scope.node, "returns", None)
    if returns is not None:
        return f"the function declares {ast.unparse(returns)}"
    other = plain_return(scope, model)
    if other:
        return f"line {other} returns a plain value"
    if kind == "future":
        return "an 'async def' is awaited once"
    base = awaited_base(scope, model)
    return f"{base} is awaited once" if base else ""
