"""A `with` or `for` that has to be `async`.

## What it does
Reports `with` on an object that works in `async with` only (an `asyncio.Lock`, `asyncio.timeout`,
a client session, a class of the project with `__aenter__` alone, a function under
`@asynccontextmanager`), and `for` or a comprehension over an async generator or another async
iterable. Builtins that go over one count too: `list(numbers())`, and `sum(await f(x) for x in xs)`, whose
generator expression is asynchronous because it awaits (brackets around it help). So does a manager or
generator that is made in a statement of its own and never entered.

## Why it hurts
The statement fails when it is reached: such an object has no `__enter__`, or is not iterable. Code
that is reached seldom, as in the handling of an error, fails in production first.

## Example
```python
async def update(lock, rows):
    with asyncio.timeout(5):
        for row in fetch_rows():  # an async generator
            print(row)
```

## Instead
```python
async def update(lock, rows):
    async with asyncio.timeout(5):
        async for row in fetch_rows():
            print(row)
```

## Fix safety
Writing `async` is safe in an `async def`: the statement could only fail. There is no fix elsewhere,
in a generator expression, or when another manager of the same `with` is not async.

## Like
Sonar S7515. pyright and mypy report the missing `__enter__` or `__iter__` where types are known.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.awaitability import (
    is_async_iterable,
    is_async_manager,
    is_meant_to_raise,
)
from flake8_asyncpitfalls.edit import MakeAsync
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import shown
from flake8_asyncpitfalls.rules.awaiting._consumers import (
    consumed_places,
    is_entered_plainly,
    is_unused_generator,
    is_unused_manager,
)
from flake8_asyncpitfalls.rules.awaiting._lists import list_fix, listed
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.span import Span

_GENERATORS = (ast.Call, ast.GeneratorExp, ast.Name)

rule = Rule(
    code="ASY204",
    name="missing-async-with-or-for",
    severity=Severity.ERROR,
    message="{what!r} works in '{word}' only; {advice}",
    fixable="safe",
)


@rule.check(ast.With)
def check_with(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """Managers in ``with`` that have no ``__enter__``."""
    exprs = [item.context_expr for item in stmt.items]
    wrong = [expr for expr in exprs if is_async_manager(model, expr)]
    for expr in wrong:
        can_fix = len(wrong) == len(exprs) and can_await(model, expr)
        yield _finding(expr, "with", Span.of(stmt) if can_fix else None, model)


@rule.check(ast.For)
def check_for(stmt: ast.For, model: SemanticModel) -> Iterator[Finding]:
    """Async iterables in ``for``."""
    if is_async_iterable(model, stmt.iter):
        yield _finding(
            stmt.iter,
            "for",
            Span.of(stmt) if can_await(model, stmt) else None,
            model,
        )


@rule.check(ast.comprehension)
def check_clause(clause: ast.comprehension, model: SemanticModel) -> Iterator[Finding]:
    """Async iterables in the ``for`` of a comprehension."""
    if not clause.is_async and is_async_iterable(model, clause.iter):
        can_fix = can_await(model, clause.target)
        yield _finding(clause.iter, "for", Span.of(clause.target) if can_fix else None, model)


@rule.check(ast.Call)
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Async generators and generator expressions that await, given to what goes over them plainly."""
    places = consumed_places(call, model)
    for expr in places:
        if isinstance(expr, _GENERATORS) and is_async_iterable(model, expr):
            yield rule.finding(
                expr,
                fix=list_fix(call, expr, model),
                what=shown(expr),
                statement="for",
                word="async for",
                advice=listed(call, expr, model),
            )


@rule.check(ast.Expr)
def check_statement(stmt: ast.Expr, model: SemanticModel) -> Iterator[Finding]:
    """Managers and async generators that are made, and never entered or gone over."""
    expr = stmt.value
    if not isinstance(expr, ast.Call) or is_meant_to_raise(model, expr):
        return
    if is_unused_manager(expr, model):
        yield _finding(expr, "with", None, model)
    elif is_unused_generator(expr, model):
        yield _finding(expr, "for", None, model)


def _finding(expr: ast.expr, statement: str, place: Span | None, model: SemanticModel) -> Finding:
    is_coroutine = model.may_await(expr)
    advice = (
        f"write 'async {statement}'" if is_coroutine else "make the function 'async def' for it"
    )
    fix = None
    if place is not None:
        fix = Fix(Applicability.SAFE, f"async {statement}", (MakeAsync(place),))
    word = f"async {statement}"
    if statement == "with" and is_entered_plainly(expr, model):
        word, advice = "with", "write 'with'"
    return rule.finding(
        expr, fix=fix, what=shown(expr), statement=statement, word=word, advice=advice
    )
