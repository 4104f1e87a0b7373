"""A sleep that means something else.

## What it does
Reports `sleep(0)` of trio and anyio, which is written as `lowlevel.checkpoint()`, and sleeps of a
day or more, up to `math.inf`, which are written as `sleep_forever()`.

## Why it hurts
`sleep(0)` hides that only a chance to switch tasks and to be cancelled is wanted. A sleep of a
year hides that it is never meant to end.

## Example
```python
async def crunch(rows):
    for row in rows:
        count(row)
        await trio.sleep(0)
    await trio.sleep(86400 * 365)
```

## Instead
```python
async def crunch(rows):
    for row in rows:
        count(row)
        await trio.lowlevel.checkpoint()
    await trio.sleep_forever()
```

## Fix safety
Safe for `sleep(0)`, which does the same. Unsafe for long sleeps: they did end one day.

## Like
flake8-async ASYNC115 and ASYNC116, ruff ASYNC115 and ASYNC116, Sonar S7491 and S7486.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import DropArgument, ReplaceCallee
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation import number_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_DAY = 86400
_LIBRARIES = {"trio": "seconds", "anyio": "delay"}
"""The libraries, with the name of the parameter of their ``sleep``."""

rule = Rule(
    code="ASY506",
    name="sleep-as-checkpoint",
    severity=Severity.NOTE,
    message="'{call}' is no sleep but {meaning}; write '{instead}()'",
    fixable="safe or unsafe",
)


@rule.check(ast.Call, mentions=(b"trio", b"anyio"))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Sleeps of no time and of a day or more."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg)]
    if len(given) != 1 or len(call.args) + len(call.keywords) != 1:
        return
    seconds = number_of(given[0], model)
    if seconds is None or 0 < seconds < _DAY or seconds < 0:
        return
    for library, parameter in _LIBRARIES.items():
        is_named = not call.args and call.keywords[0].arg != parameter
        if not is_named and model.refers_to(call.func, f"{library}.sleep"):
            yield _finding(call, seconds, library)


def _finding(call: ast.Call, seconds: float, library: str) -> Finding:
    instead = f"{library}.sleep_forever" if seconds else f"{library}.lowlevel.checkpoint"
    meaning = "waiting for ever" if math.isinf(seconds) else "a wait for very long"
    if not seconds:
        meaning = "a checkpoint"
    applicability = Applicability.UNSAFE if seconds else Applicability.SAFE
    span = Span.of(call)
    edits = (DropArgument(span, _which(call)), ReplaceCallee(span, instead))
    fix = Fix(applicability, f"use {instead}", edits)
    return rule.finding(call, fix=fix, call=unparsed(call), meaning=meaning, instead=instead)


def _which(call: ast.Call) -> str | int:
    """The one argument of *call*: its place, or its name."""
    return 0 if call.args else str(call.keywords[0].arg)
