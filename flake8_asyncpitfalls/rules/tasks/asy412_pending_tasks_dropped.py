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
Unsafe: where only the first result is waited for, and taken, the others are cancelled behind it. Whether
they should rather be waited for later is for a person to decide; so it is with a `timeout` or
`FIRST_EXCEPTION`, for which there is no fix.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import InsertLines, ReplaceLines
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.tasks._shielded_tasks import moved_code
from flake8_asyncpitfalls.rules.tasks._waited_tasks import are_dropped, waits_for_some
from flake8_asyncpitfalls.semantics.source.new_names import new_name
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, place_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY412",
    name="pending-tasks-dropped",
    message="the tasks in {tasks!r} that are still pending after this wait go on unseen; cancel "
    "them, or keep them",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    fixable="unsafe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"wait",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A wait that may end before its tasks do."""
    if waits_for_some(call, model) and are_dropped(call, model):
        yield rule.finding(call, fix=_fix(call, model), tasks=cut(unparsed(call.args[0]), 60))


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """``for task in pending: task.cancel()`` behind it, where the first one done is what it is about."""
    stmt = model.statement_of(call)
    told = {keyword.arg: keyword.value for keyword in call.keywords}
    first = told.get("return_when")
    if "timeout" in told or first is None or last_name(first) != "FIRST_COMPLETED":
        return None
    match stmt:
        case ast.Assign(
            targets=[ast.Tuple(elts=[ast.Name(id=done), ast.Name() as pending])], value=ast.Await()
        ) if model.uses.reads(done, model.scope_of(stmt)):
            used = set(model.analysis(UsedNames).of(model.scope_of(stmt)))
            name = new_name(used, "pending") if pending.id == "_" else pending.id
            task = new_name(used, "task", "other")
            loop = f"for {task} in {name}:\n    {task}.cancel()"
            edit: Edit = InsertLines(Span.of(stmt), loop, after=True)
            if name != pending.id:
                holder = model.parent(stmt)
                assert isinstance(holder, (ast.stmt, ast.ExceptHandler))
                block, at = place_in(stmt, holder) or ("body", 0)
                code = f"{done}, {name} = {moved_code(stmt.value, model)}\n{loop}"
                edit = ReplaceLines(Span.of(holder), code, (), at, at, block)
            return Fix(Applicability.UNSAFE, "cancel those that are pending", (edit,))
    return None
