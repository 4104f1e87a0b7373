"""An async generator that is left before its end.

## What it does
Reports `async for` over a call of an async generator function of the project that a `break` or
`return` leaves, where the generator has something to clean up (`finally`, or a `with` around a
`yield`) and is not held by `contextlib.aclosing`. A manager that begins nothing, but looks at exceptions,
has nothing to clean up. Tests are left alone.

## Why it hurts
Unlike `for` with a generator, leaving the loop does not close the generator. Its clean-up runs
when the object is collected, in another task, at an unknown time, and not at all when the loop
ends first.

## Example
```python
async def first(pool):
    async for row in rows(pool):
        return row
```

## Instead
```python
async def first(pool):
    async with contextlib.aclosing(rows(pool)) as source:
        async for row in source:
            return row
```

## Fix safety
Unsafe: the loop goes under `async with contextlib.aclosing(...)`, so that the clean-up runs when the
loop is left, and not later; where the target Python has none (before 3.10), a `finally` closes the
generator.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._closing import HOLDER, SINCE, hold_fix
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import leaving
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

rule = Rule(
    code="ASY409",
    name="async-generator-left-open",
    severity=Severity.WARNING,
    message="leaving this loop in line {line} does not close the generator {generator}(); {advice}",
    fixable="unsafe",
)


@rule.check(ast.AsyncFor)
def check(stmt: ast.AsyncFor, model: SemanticModel) -> Iterator[Finding]:
    """Loops over a generator made in their head that can be left early."""
    if not isinstance(stmt.iter, ast.Call):
        return
    exits = [node for node in leaving(stmt.body) if not isinstance(node, ast.Continue)]
    if not exits or is_of_tests(model) or is_in_test(model, stmt):
        return
    function = model.value_of(stmt.iter.func)
    if not isinstance(function, FunctionValue) or function.call_kind:
        return
    if _must_clean_up(function.summary, model):
        name = unparsed(stmt.iter.func)
        yield rule.finding(
            stmt.iter,
            fix=hold_fix([stmt], model, may_try=True),
            line=str(exits[0].lineno),
            generator=name,
            advice=_advice(stmt, model),
        )


def _advice(stmt: ast.AsyncFor, model: SemanticModel) -> str:
    if not model.runs_on_python(*SINCE, at=stmt):
        return "close it with 'await ....aclose()' in a 'finally'"
    return f"hold it with 'async with {HOLDER}(...)'"


def _must_clean_up(function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether the async generator has a ``finally`` or ``with`` around a ``yield``."""
    if function.module.is_stub or not function.is_async or not function.is_generator:
        return False
    scope = function.scope
    withs: list[ast.With | ast.AsyncWith] = scope.of_type(ast.With, ast.AsyncWith)
    blocks: list[ast.stmt] = [
        *(stmt for stmt in scope.of_type(ast.Try) if stmt.finalbody),
        *(one for one in withs if not all(_is_idle(item, function, model) for item in one.items)),
    ]
    return any(
        stmt.lineno <= node.lineno <= (stmt.end_lineno or 0)
        for stmt in blocks
        for node in scope.of_type(ast.Yield)
    )


def _is_idle(item: ast.withitem, function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether the manager begins nothing, and so has nothing to end: it looks at exceptions alone."""
    made = item.context_expr
    value = (
        model.value_in(made.func, function, function.scope) if isinstance(made, ast.Call) else None
    )
    if isinstance(value, ClassValue) and not value.summary.module.is_stub:
        made_by, entered_by = (
            model.types.members.get(value, name) for name in ("__init__", "__enter__")
        )
        is_made_idle = not isinstance(made_by, FunctionValue) or made_by.summary.module.is_stub
        return (
            is_made_idle
            and isinstance(entered_by, FunctionValue)
            and all(isinstance(stmt, ast.Pass) or _is_own_name(stmt) for stmt in _body(entered_by))
        )
    if not isinstance(value, FunctionValue) or value.summary.module.is_stub:
        return False
    match _body(value):
        case [*_, ast.Try(body=[ast.Expr(value=ast.Yield())], orelse=[], finalbody=[])]:
            return True
    return False


def _is_own_name(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Return) and isinstance(
        stmt.value, (ast.Name, ast.Constant, type(None))
    )


def _body(function: FunctionValue) -> list[ast.stmt]:
    return list(getattr(function.summary.scope.node, "body", ()))
