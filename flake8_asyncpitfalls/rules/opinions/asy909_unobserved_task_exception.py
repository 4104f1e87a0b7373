"""A background task whose errors nobody sees.

## What it does
Reports tasks that are kept alive and nothing else: added to a set with
`add_done_callback(tasks.discard)`, or stored in an attribute that the module only ever sets,
cancels, or asks whether it is done.

## Why it hurts
When such a task fails, the program goes on without it. The error appears when the task object is
collected, as "Task exception was never retrieved"; for an attribute that is when the program ends.

## Example
```python
task = asyncio.create_task(refresh())
tasks.add(task)
task.add_done_callback(tasks.discard)
```

## Instead
```python
def report(task):
    tasks.discard(task)
    if not task.cancelled() and (error := task.exception()):
        logger.error("refresh failed", exc_info=error)

task = asyncio.create_task(refresh())
tasks.add(task)
task.add_done_callback(report)
```

## Fix safety
There is no fix: what to do with the error is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions._task_observers import is_never_read, is_only_held
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY909",
    name="unobserved-task-exception",
    severity=Severity.NOTE,
    message="nobody looks at the exception of the task {task!r}; await it, or read its exception() "
    "in a done callback",
    optional=True,
)


@rule.check(ast.Assign, mentions=(b"create_task", b"ensure_future"))
def check(stmt: ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """A task that is only held."""
    if len(stmt.targets) != 1 or not isinstance(stmt.value, ast.Call):
        return
    target = stmt.targets[0]
    marker = model.marker(stmt.value.func, "schedules")
    if marker is None or model.marker(stmt.value.func, "keeps_task") is not None:
        return
    if isinstance(target, ast.Name):
        is_blind = is_only_held(target, model)
    else:
        is_blind = isinstance(target, ast.Attribute) and is_never_read(target, model)
    if is_blind:
        yield rule.finding(stmt.value, task=unparsed(target))
