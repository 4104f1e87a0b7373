"""A task that nobody holds.

## What it does
Reports tasks that are made and dropped: `asyncio.create_task(...)`, `asyncio.ensure_future(...)`
and `loop.create_task(...)` as a statement, bound to a local variable that nobody reads or that only
adds callbacks to it (a task holds its callbacks, not they the task), in a list that is thrown away,
or as the result of a callback (`loop.call_later(1, lambda: create_task(...))`, and
`call_later(1, create_task, ...)`). A function that makes a task and returns it is told of, too, where
another module drops what it gives; that is the error then, and the calls that drop it are notes.

Tasks of a `TaskGroup` or nursery belong to it and are left alone, as are tasks that are stored,
returned, awaited or passed on, those that a generator holds in a variable over its `yield`, a
function while it runs the loop itself, or `main` to the end of its loop, and the tasks of methods of your
own that are called `create_task`. Name functions that keep their tasks in `asy-task-keepers`.

## Why it hurts
The event loop holds tasks by weak references only. A task that nothing else refers to can be
collected in the middle of its work, and then it just stops. Nobody sees its exception either,
before the task object is collected.

## Example
```python
async def handle(message):
    asyncio.create_task(store(message))
```

## Instead
```python
_background_tasks = set()

async def handle(message):
    task = asyncio.create_task(store(message))
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
```

Better still, await the task, or make it in an `asyncio.TaskGroup`.

## Fix safety
Unsafe: the fix keeps the task in a set until it is done, that of the object where it has one for its
tasks or runs the loop of them itself, else one of the module, or its list. A function of the project that
keeps tasks is called, and one is written for four or more tasks of a module. A callback that is a lambda
becomes a function for that, and a function that makes the task and returns it keeps it for all who call it,
in other modules as well.
Whether the task should rather be awaited, or belong to a group, is for a person to decide. Not in tests,
which end before such a task does; not where a thread runs the function (ASY607), or may as well; and not
where the function runs the loop itself next, so that a variable is enough.

## Like
flake8-async ASYNC300, ruff RUF006, Sonar S7502.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.startup import is_for_tests
from flake8_asyncpitfalls.analyses.suspensions import ends_at_once
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import dropped_calls
from flake8_asyncpitfalls.rules.tasks._callback_tasks import (
    is_callback,
    keeping_callback,
    makers_called_back,
)
from flake8_asyncpitfalls.rules.tasks._chained_tasks import keeping_chained
from flake8_asyncpitfalls.rules.tasks._dropped_tasks import (
    is_held_meanwhile,
    is_to_be_kept,
    runs_loop_next,
)
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._shared_makers import is_held_by_maker, makings_for_others
from flake8_asyncpitfalls.rules.tasks._task_helpers import FirstCalls
from flake8_asyncpitfalls.rules.tasks._task_keepers import keeping_fix
from flake8_asyncpitfalls.rules.tasks._unread_variables import is_never_read
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY401",
    name="dangling-task",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    message="nobody holds the task of {call}, so it may vanish while it runs; keep a reference "
    "to it, or await it",
    fixable="unsafe",
)


@rule.check(ast.Expr)
def check_statement(stmt: ast.Expr, model: SemanticModel) -> Iterator[Finding]:
    """A statement that is nothing but the making of a task."""
    if isinstance(stmt.value, (ast.Constant, ast.Await)):
        return
    for call in dropped_calls(stmt.value):
        if is_new_task(call, model):
            # The loop holds a task until its first step, and that may be its last.
            is_over = call.args and ends_at_once(model, call.args[0])
            found = _finding(call, model)
            yield replace(found, severity=Severity.NOTE, fix=None) if is_over else found


@rule.check(ast.Lambda)
def check_callback(function: ast.Lambda, model: SemanticModel) -> Iterator[Finding]:
    """A task that is all that a callback of the loop makes: the loop drops what callbacks give."""
    made = function.body
    if isinstance(made, ast.Call) and is_callback(function, model) and is_new_task(made, model):
        fix = None if is_for_tests(model, function) else keeping_callback(function, model)
        yield replace(_finding(made, model), fix=fix)


@rule.check(ast.Call, mentions=(b"create_task", b"ensure_future"))
def check_called_back(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A task that the loop makes itself, called back with a coroutine, and drops."""
    for made, work in makers_called_back(call, model):
        severity = Severity.NOTE if work and ends_at_once(model, work) else None
        yield rule.finding(made, fix=None, severity=severity, call=f"{unparsed(made)}()")


@rule.check(ast.Assign, ast.AnnAssign)
def check_assignment(stmt: ast.Assign | ast.AnnAssign, model: SemanticModel) -> Iterator[Finding]:
    """A task bound to a local variable that nobody reads."""
    made = stmt.value
    if not isinstance(made, ast.Call) or not is_never_read(stmt, model):
        return
    if is_new_task(made, model) and not is_held_meanwhile(stmt, made, model):
        yield _finding(made, model)


@rule.check(ast.FunctionDef, mentions=(b"create_task", b"ensure_future"))
def check_maker(function: ast.FunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """A function that returns a new task, which another module drops."""
    scope = model.terms.scopes[function]
    for made in makings_for_others(scope, model) if scope.of_type(ast.Return) else ():
        yield _finding(made, model)


def _finding(call: ast.Call, model: SemanticModel) -> Finding:
    fix = severity = None
    if runs_loop_next(call, model):
        severity = Severity.NOTE  # a variable would hold it, a set is more than that
    elif is_held_by_maker(call, model):
        severity = Severity.NOTE  # one defect, told where the task is made
    elif is_to_be_kept(call, model):
        keeping = keeping_fix if isinstance(model.parent(call), ast.stmt) else keeping_chained
        fix = keeping(call, model)
    first = model.analysis(FirstCalls).of_same(call)
    return rule.finding(
        call, fix=fix, opened_by=first, severity=severity, call=f"{unparsed(call.func)}()"
    )
