"""An `await` of something that is not asynchronous.

## What it does
Reports `await` of a call that certainly gives nothing to await (`time.sleep`, `requests.get`, a
function of the project all of whose results are plain values), `async with` on a manager that
works in `with` only, and `async for` over a plain iterable. It is silent wherever the result is not
known, and for methods that a subclass may make async.

## Why it hurts
The call itself runs, blocking the event loop if it is slow, and then `await` fails with
`TypeError: object NoneType can't be used in 'await' expression`.

## Example
```python
async def poll(queue):
    await time.sleep(1)
```

## Instead
```python
async def poll(queue):
    await asyncio.sleep(1)
```

## Fix safety
Calling the library's own `sleep` instead of `time.sleep` is safe. Dropping `await` or `async` is
unsafe: an asynchronous call may have been meant.

## Like
pyright and mypy, which report that the result is not awaitable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import (
    is_sync_call,
    is_sync_iterable,
    is_sync_manager,
    missing_method,
)
from flake8_asyncpitfalls.edit import DropAwait, MakeSync, ReplaceCallee
from flake8_asyncpitfalls.finding import Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import safe, shown, unsafe
from flake8_asyncpitfalls.rules.awaiting._instead_of_await import (
    is_used_rightly,
    needed_statement,
    of_object,
    own_sleep,
    twin,
)
from flake8_asyncpitfalls.semantics.inference.values import ClassValue
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.span import Span

rule = Rule(
    code="ASY205",
    name="await-of-sync-call",
    severity=Severity.ERROR,
    message="{what!r} is not asynchronous: {statement!r} fails on it; {advice}",
    fixable="safe or unsafe",
)


@rule.check(ast.Await)
def check_await(expr: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """Awaited calls of sync functions."""
    call = expr.value
    if not isinstance(call, ast.Call) or not is_sync_call(model, call):
        return
    fix: Fix | None = of_object(call, model, unsafe("drop the await", DropAwait(Span.of(expr))))
    advice = "drop the 'await'"
    sleep = own_sleep(call, model)
    if sleep:
        advice = f"write 'await {sleep}(...)'"
        fix = safe(f"await {sleep}", ReplaceCallee(Span.of(call), sleep))
    elif isinstance(model.value_of(call.func), ClassValue):
        advice, fix = "it makes an object; await one of that object's coroutine methods", None
    elif words := twin(call, model):
        advice, fix = f"use {words}", None
    elif (statement := needed_statement(call, model)) and not is_used_rightly(expr, model):
        advice, fix = f"use it in '{statement}'", None
    yield rule.finding(expr, fix=fix, what=shown(call), statement="await", advice=advice)


@rule.check(ast.AsyncWith)
def check_with(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """Managers in ``async with`` that have no ``__aenter__``."""
    exprs = [item.context_expr for item in stmt.items]
    wrong = [expr for expr in exprs if is_sync_manager(model, expr)]
    is_fixable = len(wrong) == len(exprs)
    for expr in wrong:
        fix = unsafe("with", MakeSync(Span.of(stmt)))
        yield _statement(expr, "with", of_object(expr, model, fix) if is_fixable else None)
    for expr in exprs:
        if expr not in wrong and (missing := missing_method(model, expr)):
            yield rule.finding(
                expr, what=shown(expr), statement="async with", advice=f"it has no {missing!r}"
            )


@rule.check(ast.AsyncFor)
def check_for(stmt: ast.AsyncFor, model: SemanticModel) -> Iterator[Finding]:
    """Plain iterables in ``async for``."""
    if is_sync_iterable(model, stmt.iter):
        fix = unsafe("for", MakeSync(Span.of(stmt)))
        yield _statement(stmt.iter, "for", of_object(stmt.iter, model, fix))


@rule.check(ast.comprehension)
def check_clause(clause: ast.comprehension, model: SemanticModel) -> Iterator[Finding]:
    """Plain iterables in the ``async for`` of a comprehension."""
    if clause.is_async and is_sync_iterable(model, clause.iter):
        yield _statement(clause.iter, "for", unsafe("for", MakeSync(Span.of(clause.target))))


def _statement(expr: ast.expr, statement: str, fix: Fix | None) -> Finding:
    advice = f"write '{statement}'"
    return rule.finding(
        expr, fix=fix, what=shown(expr), statement=f"async {statement}", advice=advice
    )
