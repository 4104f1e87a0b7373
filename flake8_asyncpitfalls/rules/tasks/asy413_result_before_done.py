"""The result of a task that cannot be done yet.

## What it does
Reports `task.result()` and `task.exception()` where the task was made before and the function has
not waited for anything since, also for each task of a list. Inside the block of a task group that is
so until the block waits for something.

A test with `done()`, or a handler for `InvalidStateError`, shows that the code knows; so does a file
that installs `eager_task_factory`.

## Why it hurts
A task begins when the function that made it waits for something. Before that it has no result, and
asking raises `InvalidStateError`.

## Example
```python
async with asyncio.TaskGroup() as group:
    page = group.create_task(fetch(url))
    print(page.result())
```

## Instead
```python
async with asyncio.TaskGroup() as group:
    page = group.create_task(fetch(url))
print(page.result())
```

## Fix safety
There is no fix: where to wait for it is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._unfinished_tasks import asked_too_early

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY413",
    name="result-before-done",
    message="{task!r} cannot be done yet: nothing has waited since it was made at line {line}, so "
    "{method}() raises InvalidStateError; await it first",
    severity=Severity.ERROR,
)


@rule.check(ast.AsyncFunctionDef, mentions=(b".result(", b".exception("))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """Questions to tasks of *function* on ways where no task had its turn since they were made."""
    if model.source.mentions(b"eager_task_factory", b"eager_start"):
        return
    for call, name, line in asked_too_early(function, model):
        assert isinstance(call.func, ast.Attribute)
        yield rule.finding(call, task=name, line=str(line), method=call.func.attr)
