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
Adding the `await` is safe: what is awaited inside is what the caller meant to get. Where only a guard
around the `return` shows that, it is unsafe: callers elsewhere may await what they get.

## Like
typescript-eslint's `return-await`; mypy reports a returned coroutine that the annotation rules out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.coroutines import held_in
from flake8_asyncpitfalls.analyses.endpoints import answers_requests
from flake8_asyncpitfalls.finding import Applicability, Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import await_fix, inside_cast, shown, value_use
from flake8_asyncpitfalls.rules.awaiting._returned_awaitables import (
    awaited_base,
    gives_calls_alone,
    guard_around,
    is_asked_about,
    is_handed_on_by_callers,
    is_handed_on_elsewhere,
    kind_of_awaitable,
    may_return_awaitable,
    plain_return,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.node_fields import alternatives_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

rule = Rule(
    code="ASY213",
    name="coroutine-returned",
    message="the caller gets the {kind} of {call!r}, not its result: {evidence}; write '{advice}'",
    severity=Severity.ERROR,
    fixable="safe or unsafe",
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
        if isinstance(expr, ast.Name) and is_asked_about(expr.id, scope):
            continue
        evidence = _evidence(stmt, kind, model)
        place = (
            _made(expr, scope, model) if isinstance(expr, ast.Name) else inside_cast(expr, model)
        )
        if evidence and place is not None and not is_handed_on_elsewhere(scope, model):
            is_call = isinstance(place, ast.Call)
            advice = f"await {shown(place)}{'(...)' if is_call else ''}"
            yield rule.finding(
                place,
                fix=await_fix(place, model, _applicability(scope, model)),
                kind=kind,
                call=shown(place),
                evidence=evidence,
                advice=f"return {advice}" if not isinstance(expr, ast.Name) else advice,
            )


def _applicability(scope: Scope, model: SemanticModel) -> Applicability:
    """Safe where more than a guard shows that the result was meant: others may await what they get."""
    is_shown = (
        getattr(scope.node, "returns", None) is not None
        or bool(plain_return(scope, model) or awaited_base(scope, model))
        or answers_requests(scope, model)
    )
    return Applicability.SAFE if is_shown else Applicability.UNSAFE


def _made(name: ast.Name, scope: Scope, model: SemanticModel) -> ast.expr | None:
    """Where the coroutine in a returned variable is made, if all that is done with it is to return it.

    None where ASY202 tells of another use of it.
    """
    held = [one for one in held_in(model, scope) if any(use.node is name for use in one.uses)]
    others = [use.node for one in held for use in one.uses if use.node is not name]
    if answers_requests(scope, model) or any(value_use(node, model) for node in others):
        return None
    is_only_returned = len(held) == 1 and not others and not held[0].is_unbounded
    return held[0].value if is_only_returned else name


def _evidence(stmt: ast.Return, kind: str, model: SemanticModel) -> str:
    """What shows that the result was meant; empty where nothing does."""
    guard, scope = guard_around(stmt, model), model.scope_of(stmt)
    if guard and not gives_calls_alone(scope):
        return f"{guard} is left before the work begins"
    returns = getattr(scope.node, "returns", None)
    if returns is not None:
        return f"the function declares {unparsed(returns)}"
    other = plain_return(scope, model)
    if other:
        return f"line {other} returns a plain value"
    if kind == "future":
        return "an 'async def' is awaited once"
    if answers_requests(scope, model):
        return "the framework awaits the function once"
    base = awaited_base(scope, model)
    return f"{base} is awaited once" if base else ""
