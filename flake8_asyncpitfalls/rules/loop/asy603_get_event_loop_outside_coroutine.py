"""Asking for an event loop where none runs.

## What it does
Reports `asyncio.get_event_loop()` at module and class level, and in a function that makes the
loop it gets run: `asyncio.get_event_loop().run_until_complete(...)`, also through a variable.

A function that sets the loop first with `set_event_loop()`, asks `loop.is_running()`, or catches
`RuntimeError` is left alone, and so is one that may be called while a loop runs, also because the
module uses `nest_asyncio`, and one that others call in a project where a function sets a loop that it
does not run itself.

## Why it hurts
Without a running loop the call used to make one. Since Python 3.12 it warns when it does so, and
since Python 3.14 it raises `RuntimeError: There is no current event loop`. A loop that was got at
import time is not the one that `asyncio.run` starts later.

A note where the project takes no Python from 3.14 on (`requires-python = ">=3.10,<3.14"`).

## Example
```python
def main():
    loop = asyncio.get_event_loop()
    loop.run_until_complete(serve())
```

## Instead
```python
def main():
    asyncio.run(serve())
```

## Fix safety
Unsafe: where the loop runs one coroutine and does nothing else, `asyncio.run` runs it. It closes its
loop at the end, so code elsewhere that goes on with it fails. Where several functions of the file ask
for a loop, all of them change, or none does.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import is_at_import, is_get_event_loop
from flake8_asyncpitfalls.rules.loop._asked_loops import (
    instead_of,
    is_careful,
    is_run_here,
    run_fix,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY603",
    name="get-event-loop-outside-coroutine",
    severity=Severity.WARNING,
    in_tests=Severity.NOTE,
    message="no event loop runs here, and asyncio.get_event_loop() fails then since Python 3.14; "
    "use {instead}",
    fixable="unsafe",
)


@rule.check(ast.Call, mentions=(b"get_event_loop",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``get_event_loop()`` where it is certain that no loop runs."""
    if model.source.is_notebook or not is_get_event_loop(call, model):
        return
    scope = model.scope_of(call)
    if is_careful(call, model):
        return
    severity = Severity.NOTE if model.is_before_python(3, 14) else None
    if is_run_here(call, model):
        fix = run_fix(call, model)
        yield rule.finding(call, fix=fix, severity=severity, instead=instead_of(call, model))
    elif scope.kind in ("module", "class") and is_at_import(call, model):
        instead = "asyncio.get_running_loop() in a coroutine"
        yield rule.finding(call, severity=severity, instead=instead)
