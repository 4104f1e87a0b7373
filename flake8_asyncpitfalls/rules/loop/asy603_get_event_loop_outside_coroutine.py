"""Asking for an event loop where none runs.

## What it does
Reports `asyncio.get_event_loop()` at module and class level, and in a function that makes the
loop it gets run: `asyncio.get_event_loop().run_until_complete(...)`, also through a variable.

A function that sets the loop first with `set_event_loop()`, asks `loop.is_running()`, or catches
`RuntimeError` is left alone, and so is one that may be called while a loop runs, also because the
module uses `nest_asyncio`.

## Why it hurts
Without a running loop the call used to make one. Since Python 3.12 it warns when it does so, and
since Python 3.14 it raises `RuntimeError: There is no current event loop`. A loop that was got at
import time is not the one that `asyncio.run` starts later.

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
Unsafe: where the loop runs one coroutine and does nothing else, and the file asks for no other loop,
`asyncio.run` runs it. It closes its loop at the end, so code elsewhere that goes on with it fails.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import (
    CAUTIOUS,
    allows_nesting,
    assigned_name,
    is_after_failure,
    is_at_import,
    is_get_event_loop,
    is_receiver_of_run,
    is_repeated,
    is_tried,
)
from flake8_asyncpitfalls.rules.loop._one_run import RUN, run_instead
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding, Fix
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
    if model.runs_on_loop(call) or _sets_loop(call, model) or allows_nesting(model):
        return
    if is_tried(call, model, CAUTIOUS) or is_after_failure(call, model, CAUTIOUS):
        return
    if _is_run(call, model):
        yield rule.finding(call, fix=_fix(call, model), instead="asyncio.run()")
    elif scope.kind in ("module", "class") and is_at_import(call, model):
        yield rule.finding(call, instead="asyncio.get_running_loop() in a coroutine")


def _is_run(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the same function makes this loop run, without asking whether it runs already."""
    if is_receiver_of_run(call, model):
        return True
    name = assigned_name(call, model)
    reads = model.uses.reads(name, model.scope_of(call)) if name else []
    asked = [getattr(model.parent(read), "attr", "") for read in reads]
    return "is_running" not in asked and any(is_receiver_of_run(read, model) for read in reads)


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """``asyncio.run`` for the one coroutine that this loop runs, where the file knows no other loop."""
    if model.source.data.count(b"get_event_loop") != 1 or model.source.mentions(b"asyncio.run("):
        return None
    if is_repeated(call, model):
        return None
    name = assigned_name(call, model)
    if _runs_method(call, model):
        # The object may hold what belongs to the loop that is there.
        return None
    reads = model.uses.reads(name, model.scope_of(call)) if name else []
    return run_instead(call, name or model.source.code_of(call), reads, model)


def _runs_method(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a coroutine that is run in the function is that of a method, or nobody knows whose."""
    runs = [
        c for c in model.scope_of(call).of_type(ast.Call) if last_name(c.func) == RUN and c.args
    ]
    functions = [getattr(run.args[0], "func", None) for run in runs]
    return not all(
        isinstance(func, ast.expr)
        and isinstance(value := model.value_of(func), FunctionValue)
        and value.receiver is None
        for func in functions
    )


def _sets_loop(call: ast.Call, model: SemanticModel) -> bool:
    if not model.source.mentions(b"set_event_loop"):
        return False
    calls = model.scope_of(call).of_type(ast.Call)
    return any(model.refers_to(other.func, "asyncio.set_event_loop") for other in calls)
