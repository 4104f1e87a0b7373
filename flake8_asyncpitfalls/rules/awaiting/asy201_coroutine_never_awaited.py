"""A coroutine that nobody awaits.

## What it does
Reports a call that makes a coroutine which nobody awaits, stores or hands on: `save(user)` as a
statement, where `save` is an `async def`. Functions and methods of the project count, coroutine
functions of the standard library and of known libraries, plain functions and lambdas whose every
result is a coroutine, and reading a property that is an `async def`. It looks into discarded lists,
comprehensions, conditional expressions and `and`/`or` too.

## Why it hurts
Calling a coroutine function runs nothing. The work is never done, the error it would have raised is
never seen, and Python says so only when the object is collected, as a `RuntimeWarning` that many
programs never show.

## Example
```python
async def close(account):
    account.save()  # 'save' is an async def: nothing is saved
    asyncio.sleep(1)
```

## Instead
```python
async def close(account):
    await account.save()
    await asyncio.sleep(1)
```

## Fix safety
Adding `await` is safe: code that did nothing does what it says. It is unsafe where others only make tasks
of the function, and where the next thing that is awaited makes an event or future, keeps it for others and
waits for it: what comes now may answer before that. In a function that is not `async def`, and under a lock
of threads, there is no fix; nor where the coroutine awaits a plain function, and would raise.

## Like
pyright's `reportUnusedCoroutine`, mypy's `unused-coroutine`, flake8-async ASYNC105, ruff ASYNC105.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from flake8_asyncpitfalls.analyses.awaitability import (
    is_meant_to_fail,
    is_meant_to_raise,
    makes_mere_awaitable,
)
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of, may_be_coroutine
from flake8_asyncpitfalls.analyses.late_waiters import late_waiter
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import (
    await_advice,
    await_fix,
    discarded,
    shown,
)
from flake8_asyncpitfalls.rules.awaiting._alternatives import is_chosen, is_told_apart
from flake8_asyncpitfalls.rules.awaiting._meant_as_tasks import why_a_task
from flake8_asyncpitfalls.semantics.inference.values import Coroutine
from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY201",
    name="coroutine-never-awaited",
    severity=Severity.ERROR,
    message="the coroutine of {call!r} is never awaited, so it does not run; {advice}",
    fixable="safe or unsafe",
)


@rule.check(ast.Expr)
def check_statement(stmt: ast.Expr, model: SemanticModel) -> Iterator[Finding]:
    """Coroutines in an expression statement, whose value nobody takes."""
    for expr in discarded(stmt.value):
        if _is_dropped(expr, model):
            is_certain = coroutine_of(model, expr) is not None or _is_lazy(expr, model)
            fix = _fix(expr, model) if is_certain else None
            yield rule.finding(expr, fix=fix, call=shown(expr), advice=await_advice(expr, model))


def _fix(expr: ast.expr, model: SemanticModel) -> Fix | None:
    """``await``, which a person should look at where it changes more than that the work is done."""
    fix = await_fix(expr, model)
    if fix is None:
        return None
    coroutine = coroutine_of(model, expr)
    remark = why_a_task(coroutine, model) if coroutine is not None else ""
    if waiter := late_waiter(model, expr):
        remark = f"an answer to it may come before {waiter} waits for one"
    if not remark:
        return fix
    description = f"{fix.description}; {remark}"
    return replace(fix, applicability=Applicability.UNSAFE, description=description)


def _is_dropped(expr: ast.expr, model: SemanticModel) -> bool:
    coroutine = coroutine_of(model, expr)
    if coroutine is not None and is_told_apart(expr, model):
        return False
    if coroutine is None and isinstance(expr, ast.Call):
        coroutine = may_be_coroutine(model, expr)
        if coroutine is not None and is_chosen(expr, model):
            coroutine = None
    if coroutine is not None:
        return not _is_a_test(expr, coroutine, model)
    return _is_lazy(expr, model)


def _is_lazy(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* makes an object that does nothing until it is awaited."""
    if not isinstance(expr, ast.Call):
        return False
    return model.has_class_marker(expr, "lazy") or makes_mere_awaitable(model, expr)


def _is_a_test(expr: ast.expr, coroutine: Coroutine, model: SemanticModel) -> bool:
    """A function that only hands a coroutine on may raise when it is called."""
    if is_meant_to_fail(model, expr):
        return True
    name = shown(expr).rpartition(".")[2]
    is_own = coroutine.function is not None and coroutine.function.name == name
    return not is_own and is_meant_to_raise(model, expr)
