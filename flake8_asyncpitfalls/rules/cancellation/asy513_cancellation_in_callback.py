"""A task's callback that asks a cancelled task for its result or exception.

## What it does
Reports `task.exception()` and `task.result()` in a function that is a task's `add_done_callback`, where
nothing in it asks `task.cancelled()` or catches the cancellation. A note in files that cancel nothing:
there it is the end of `asyncio.run` that does.

## Why it hurts
For a task that was cancelled both raise `CancelledError`, which `except Exception` does not catch. The rest
of the callback is skipped, and the loop logs "Exception in callback" at each stop of the program.

## Example
```python
def report(task):
    if error := task.exception():
        log.error("it failed", exc_info=error)
    running.discard(task)

task.add_done_callback(report)
```

## Instead
```python
def report(task):
    if not task.cancelled() and (error := task.exception()):
        log.error("it failed", exc_info=error)
    running.discard(task)
```

## Fix safety
Unsafe: a test of `cancelled()` before it, or a way out of the callback, which ended there before, too. None
where the callback tells of the cancellation: what it says belongs under the test.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._done_callbacks import (
    asked_when_cancelled,
    asking_fix,
    callback_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY513",
    name="cancellation-in-callback",
    message="{call}() raises CancelledError in this callback where the task was cancelled; ask "
    "{task}.cancelled() before",
    severity=Severity.WARNING,
    in_tests=Severity.NOTE,
    fixable="unsafe",
)


@rule.check(ast.Call, mentions=(b"add_done_callback",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Functions of this file that a task calls when it is done."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "add_done_callback" or not call.args:
        return
    if not model.is_instance(func.value, "asyncio.Task"):
        return
    scope, name = callback_of(call.args[0], model)
    asked = None if scope is None else asked_when_cancelled(scope, name, model)
    if scope is not None and asked is not None:
        is_cancelled = model.source.mentions(b".cancel(")
        yield rule.finding(
            asked,
            fix=asking_fix(asked, name, scope, model),
            severity=None if is_cancelled else Severity.NOTE,
            call=unparsed(asked.func),
            task=name,
        )
