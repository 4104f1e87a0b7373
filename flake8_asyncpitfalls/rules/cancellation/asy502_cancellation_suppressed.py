"""A cancellation that `contextlib.suppress` makes disappear.

## What it does
Reports `with contextlib.suppress(asyncio.CancelledError)` and `suppress(BaseException)` around an
await.

It stays silent where ASY501 does for a handler: when the function has cancelled the task that it
waits for, awaits a task or future object, is shielded, or is the whole of a task that ends there.

## Why it hurts
`task.cancel()`, timeouts and task groups end a task by an exception at its current await. When that
is suppressed the task goes on with what follows, as if nobody had asked it to stop.

## Example
```python
async def refresh(cache):
    with contextlib.suppress(asyncio.CancelledError):
        await cache.load()
    await cache.publish()
```

## Instead
```python
async def refresh(cache):
    await cache.load()
    await cache.publish()
```

Name the errors that may happen, as in `contextlib.suppress(OSError)`; to protect work from a
cancellation, wait for it with `asyncio.shield`.

## Fix safety
There is no fix: which errors were meant is for a person to say.

## Like
Nothing in other linters, which look at `except` only.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._delivery import (
    can_be_cancelled,
    ends_task,
    is_of_others,
    is_raised_later,
)
from flake8_asyncpitfalls.rules.cancellation._handlers import catches_cancellation, suppressed
from flake8_asyncpitfalls.rules.cancellation._under_way import cleans_up, is_raised_by_callers
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY502",
    name="cancellation-suppressed",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    message="'suppress({exception})' swallows the cancellation of the task that runs it; {advice}",
)


@rule.check(ast.With, mentions=(b"suppress",))
def check(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """``suppress`` with the class of cancellations or all exceptions, around an await."""
    if not model.scope_of(stmt).is_coroutine:
        return
    for item in stmt.items:
        call = item.context_expr
        exception = suppressed(call, model)
        if exception is None or not can_be_cancelled(stmt.body, model):
            continue
        if not _is_meant(stmt, model):
            is_base = catches_cancellation(exception, model) == "base"
            advice = "suppress Exception" if is_base else "leave it out"
            if _gathers(stmt, model):
                advice += "; return_exceptions=True is for what 'gather' waits for"
            severity = Severity.NOTE if cleans_up(stmt, model) else None
            shown = unparsed(exception)
            yield rule.finding(call, severity=severity, exception=shown, advice=advice)


def _is_meant(stmt: ast.With, model: SemanticModel) -> bool:
    if is_of_others(stmt.body, stmt.end_lineno or stmt.lineno, model):
        return True
    if is_raised_later(stmt, {"end"}, model) or is_raised_by_callers(stmt, model):
        return True
    return library_at(model, stmt) == "asyncio" and ends_task(stmt, {"end"}, model)


def _gathers(stmt: ast.With, model: SemanticModel) -> bool:
    """Whether it waits for a ``gather``, out of which the cancellation of one child would come, too."""
    return any(
        isinstance(wait, ast.Await)
        and isinstance(wait.value, ast.Call)
        and model.refers_to(wait.value.func, "asyncio.gather")
        for wait in suspensions(stmt.body)
    )
