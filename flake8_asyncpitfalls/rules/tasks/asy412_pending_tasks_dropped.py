"""Tasks that `asyncio.wait` gives back unfinished, and that nobody keeps.

## What it does
Reports `done, pending = await asyncio.wait(tasks, ...)` with a `timeout` or `return_when`, where the
function made the tasks and neither reads `pending` nor does anything with the tasks themselves
afterwards: it does not cancel, await, keep or hand on any of them.

Tasks that come from elsewhere, that a group owns, or that go into a container, an attribute or a
call are left alone.

## Why it hurts
`wait` cancels nothing. The tasks that were not ready go on unseen: they take the next item of the
queue and lose it, and their errors show up as "Task exception was never retrieved".

## Example
```python
reader = asyncio.create_task(socket.receive())
updates = asyncio.create_task(queue.get())
done, pending = await asyncio.wait({reader, updates}, return_when=asyncio.FIRST_COMPLETED)
```

## Instead
```python
reader = asyncio.create_task(socket.receive())
updates = asyncio.create_task(queue.get())
done, pending = await asyncio.wait({reader, updates}, return_when=asyncio.FIRST_COMPLETED)
for task in pending:
    task.cancel()
```

## Fix safety
There is no fix: whether to cancel them or to wait for them later is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.tasks._waited_tasks import are_dropped, waits_for_some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY412",
    name="pending-tasks-dropped",
    message="the tasks in {tasks!r} that are still pending after this wait go on unseen; cancel "
    "them, or keep them",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
)


@rule.check(ast.Call, on_loop=True, mentions=(b"wait",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A wait that may end before its tasks do."""
    if waits_for_some(call, model) and are_dropped(call, model):
        yield rule.finding(call, tasks=cut(ast.unparse(call.args[0]), 60))
