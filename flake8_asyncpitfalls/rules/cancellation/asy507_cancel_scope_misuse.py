"""Timeouts and cancel scopes that do not do what they seem to.

## What it does
Reports timeouts and cancel scopes that do not do what they seem to do.

These are:

- a timeout that counts from now (`asyncio.timeout`, `anyio.move_on_after`, `trio.fail_after`)
  made in one statement and entered by `with` in a later one that does not follow at once (a note
  where the function cannot wait in between);
- a number as a point in time: `trio.fail_at(10)`, `asyncio.timeout_at(10)`,
  `CancelScope(deadline=10)`;
- `anyio.get_cancelled_exc_class()` kept in a variable that outlives the function or is caught (a
  note in a coroutine, which runs in one event loop);
- `asyncio.shield` around a call on what an enclosing `async with` gave.

## Why it hurts
The time of a relative timeout runs from the moment it is made (in trio before 0.27 too), so that
part of it is gone when the block begins. Clocks of event loops start anywhere, so a fixed point
in time is long past or never comes. The class of cancellations depends on the library that runs,
which is not known when a module is imported. And what is shielded goes on after the task has been
cancelled, while the `async with` around it closes what it works with.

## Example
```python
async def load(session, url):
    limit = asyncio.timeout(5)
    await session.connect()
    async with limit:
        return await session.get(url)
```

## Instead
```python
async def load(session, url):
    await session.connect()
    async with asyncio.timeout(5):
        return await session.get(url)
```

## Fix safety
There is no fix: where the time should begin, or what should be shielded, is for a person to say.

## Like
flake8-async ASYNC118, ASYNC122 and ASYNC125. The documentation of anyio has notes on shielding.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation import number_of
from flake8_asyncpitfalls.rules.cancellation._handlers import is_kept_for_handlers
from flake8_asyncpitfalls.rules.cancellation._managers import (
    made_before,
    resource_around,
    waits_between,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_RELATIVE = (
    "asyncio.timeout", "async_timeout.timeout", "anyio.move_on_after",
    "trio.move_on_after", "trio.fail_after",
)  # fmt: skip
_ABSOLUTE = (
    "asyncio.timeout_at", "async_timeout.timeout_at", "trio.fail_at", "trio.move_on_at",
    "trio.sleep_until", "anyio.sleep_until",
)  # fmt: skip
_SCOPES = ("trio.CancelScope", "anyio.CancelScope")

rule = Rule(
    code="ASY507",
    name="cancel-scope-misuse",
    severity=Severity.ERROR,
    message="{problem}; {advice}",
)


@rule.check(ast.With, ast.AsyncWith, mentions=(b"timeout", b"move_on_after", b"fail_after"))
def check_entry(stmt: ast.With | ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """``with limit``, where ``limit`` was made by an earlier statement."""
    for item in stmt.items:
        if isinstance(item.context_expr, ast.Name):
            call = made_before(item.context_expr, stmt, model)
            if call is not None and model.refers_to(call.func, *_RELATIVE):
                entry = f"its 'with' comes later (line {stmt.lineno})"
                problem = f"the time of '{unparsed(call)}' runs from here, and {entry}"
                # Without a wait between them hardly any time goes by.
                severity = None if waits_between(call, stmt, model) else Severity.NOTE
                advice = "make it in the 'with'"
                yield rule.finding(call, severity=severity, problem=problem, advice=advice)


@rule.check(ast.Call, mentions=(b"_at", b"deadline", b"sleep_until"))
def check_deadline(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A positive number as a point in time."""
    given = [word.value for word in call.keywords if word.arg in ("deadline", "when")]
    functions = (*_ABSOLUTE, *_SCOPES) if given else _ABSOLUTE
    for expr in given or call.args[:1]:
        number = number_of(expr, model)
        if number is None or number <= 0 or math.isinf(number):
            continue
        if model.refers_to(call.func, *functions):
            point = f"'{unparsed(call)}' means a point in time of the loop's clock"
            advice = "give seconds from now, or add to the current time"
            yield rule.finding(call, problem=f"{point}, which starts anywhere", advice=advice)


@rule.check(ast.Assign, ast.AnnAssign, mentions=(b"get_cancelled_exc_class",))
def check_class(stmt: ast.Assign | ast.AnnAssign, model: SemanticModel) -> Iterator[Finding]:
    """The class of cancellations bound to a name."""
    call = stmt.value
    if not isinstance(call, ast.Call) or not is_kept_for_handlers(stmt, model):
        return
    if model.refers_to(call.func, "anyio.get_cancelled_exc_class"):
        problem = "the class of cancellations depends on the event loop that runs"
        advice = "write 'except anyio.get_cancelled_exc_class()' where it is caught"
        # A coroutine runs in one loop from its start to its end.
        severity = Severity.NOTE if model.scope_of(stmt).is_coroutine else None
        yield rule.finding(call, severity=severity, problem=problem, advice=advice)


@rule.check(ast.Call, on_loop=True, mentions=(b"shield",))
def check_shield(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``asyncio.shield(...)`` around a call that uses what an ``async with`` around it gave."""
    if not call.args or not isinstance(call.args[0], ast.Call):
        return
    if not model.is_awaited(call) or not model.refers_to(call.func, "asyncio.shield"):
        return
    resource = resource_around(call, call.args[0], model)
    if resource:
        yield rule.finding(
            call,
            problem=f"a cancellation ends the wait, and 'async with' closes '{resource}' while "
            "the shielded call goes on with it",
            advice="shield the whole 'async with'",
        )
