"""A handler that turns a cancellation into another exception.

## What it does
Reports `raise Other(...)` in a handler of `CancelledError` or `BaseException`, or in a bare
`except`, around an await, where a cancellation comes to it.

It stays silent where the function itself cancels what it waits for, asks who was cancelled, or
turns its own timer into a `TimeoutError`, and where a handler of `CancelledError` raises what a web
framework answers the client, as `HTTPException`.

## Why it hurts
The task that was to be cancelled ends with an error. `asyncio.timeout` and `TaskGroup` do not know
their own cancellation again and raise the wrong exception, and a shutdown reports failures where
nothing failed.

## Example
```python
try:
    return await connection.read()
except BaseException as error:
    raise ReadError from error
```

## Instead
```python
try:
    return await connection.read()
except Exception as error:
    raise ReadError from error
```

## Fix safety
Unsafe: a handler of everything that does little else than raise becomes `except Exception`, or gets
`except CancelledError: raise` before it where that would not do (see ASY501). What else a handler
does for a cancellation is for a person to decide.

## Like
flake8-async ASYNC104.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._answered_requests import is_answer
from flake8_asyncpitfalls.rules.cancellation._delivery import (
    can_be_cancelled,
    is_of_others,
    is_shielded,
)
from flake8_asyncpitfalls.rules.cancellation._errors_alone import leave_alone
from flake8_asyncpitfalls.rules.cancellation._handlers import Handling, catches_cancellation
from flake8_asyncpitfalls.rules.cancellation._remedies import cancellation_class
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding, Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OUTCOMES = ("TimeoutError", "SystemExit", "KeyboardInterrupt", "CancelledError", "Cancelled",
             "StopAsyncIteration")  # fmt: skip
_KEEPING = (*_OUTCOMES, "BaseExceptionGroup")
"""What says itself that it is no mere error, or holds what was caught beside something else."""

rule = Rule(
    code="ASY510",
    name="cancellation-replaced",
    message="here a cancellation becomes {error}, and who cancelled the task does not see that it "
    "worked; {advice}",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    fixable="unsafe",
)


@rule.check(ast.Try, ast.TryStar)
def check(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> Iterator[Finding]:
    """Other exceptions that the first handler raises when it has caught a cancellation."""
    if not model.scope_of(stmt).is_coroutine or not any(suspensions(stmt.body)):
        return
    for handler in stmt.handlers:
        caught = catches_cancellation(handler.type, model)
        if not caught:
            continue
        handling = Handling(handler, model)
        if not _is_meant(stmt, handling, model) and can_be_cancelled(stmt.body, model):
            advice = "catch Exception" if caught == "base" else "raise it again"
            for other in handling.replacements():
                error = _name(other)
                is_meant = caught != "base" and is_answer(other, model)
                if is_meant or error.endswith(_KEEPING):
                    continue
                if not _is_cut_off(other, handler, model):
                    fix = _fix(handler, model) if caught == "base" else None
                    yield rule.finding(other, fix=fix, error=error, advice=advice)
        return


def _fix(handler: ast.ExceptHandler, model: SemanticModel) -> Fix | None:
    stmt = model.parent(handler)
    name = cancellation_class(handler, model)
    return leave_alone(handler, name, model) if isinstance(stmt, ast.Try) else None


def _is_meant(stmt: ast.Try | ast.TryStar, handling: Handling, model: SemanticModel) -> bool:
    if handling.knows_better() or handling.hands_on():
        return True
    cancels = model.uses.attributes_in(model.scope_of(stmt), "cancel")
    return bool(cancels) or is_of_others(stmt.body, handling.handler.lineno, model)


def _is_cut_off(stmt: ast.Raise, handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether the handler waits before, where trio and anyio raise the cancellation once more."""
    if library_at(model, stmt) == "asyncio" or catches_cancellation(handler.type, model) == "base":
        return False
    return any(
        getattr(wait, "lineno", stmt.lineno) < stmt.lineno and not is_shielded(wait, model)
        for wait in suspensions(handler.body)
    )


def _name(stmt: ast.Raise) -> str:
    raised = stmt.exc.func if isinstance(stmt.exc, ast.Call) else stmt.exc
    return "" if raised is None else unparsed(raised)
