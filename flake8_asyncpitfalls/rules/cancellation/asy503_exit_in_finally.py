"""A way out of `finally` that drops the exception under way.

## What it does
Reports `return`, `break` and `continue` that leave a `finally` whose `try` statement awaits. Those
of a loop or function that lies wholly inside the `finally` are left alone, and so are those that
can drop nothing: the handlers end every exception, the cancellation too.

## Why it hurts
They throw away the exception that brought the code into `finally`. In a coroutine that may be its
cancellation: the task goes on although it was told to end, so timeouts do not fire and the program
does not stop. Python 3.14 warns about it (PEP 765).

## Example
```python
async def fetch(client):
    while True:
        try:
            await client.get()
        finally:
            client.close()
            break
```

## Instead
```python
async def fetch(client):
    try:
        await client.get()
    finally:
        client.close()
```

## Fix safety
Unsafe: where the statement is the last of several in the `finally`, it moves behind the `try`. An
exception then goes on, as does a cancellation; a `return` before it keeps its value.

## Like
ruff B012, the SyntaxWarning of Python 3.14, flake8-async ASYNC104.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import MoveOut
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._handlers import (
    catches_cancellation,
    catches_errors,
)
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, suspensions, ways_through
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY503",
    name="exit-in-finally",
    severity=Severity.ERROR,
    message="'{statement}' in 'finally' drops the exception under way, which may be the task's "
    "cancellation; put it after the 'try' statement",
    fixable="unsafe",
)


@rule.check(ast.Try, ast.TryStar)
def check(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> Iterator[Finding]:
    """Statements that leave a ``finally`` other than by its end or an exception."""
    if not stmt.finalbody or not model.scope_of(stmt).is_coroutine:
        return
    ways_out = list(leaving(stmt.finalbody))
    waits = [*stmt.handlers, *stmt.orelse, *([] if _handles_all(stmt, model) else stmt.body)]
    if ways_out and any(suspensions(waits)):
        for way in ways_out:
            fix = _fix(stmt) if ways_out == [stmt.finalbody[-1]] else None
            yield rule.finding(way, fix=fix, statement=type(way).__name__.lower())


def _fix(stmt: ast.Try | ast.TryStar) -> Fix | None:
    if len(stmt.finalbody) < 2:
        return None
    edits = (MoveOut(Span.of(stmt), "finalbody"),)
    return Fix(Applicability.UNSAFE, "put it after the 'try' statement", edits)


def _handles_all(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> bool:
    """Whether the handlers end every exception of the ``try``, the cancellation too."""
    caught = [catches_cancellation(handler.type, model) for handler in stmt.handlers]
    is_whole = "base" in caught or (
        any(caught) and any(catches_errors(handler.type, model) for handler in stmt.handlers)
    )
    return is_whole and not any(
        "raise" in ways_through(handler.body, lambda _: False) for handler in stmt.handlers
    )
