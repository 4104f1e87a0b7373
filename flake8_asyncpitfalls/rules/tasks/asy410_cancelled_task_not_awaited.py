"""A task that is cancelled and then forgotten.

## What it does
Reports `task.cancel()` on a task that the same function made and holds in a local variable, where
the function neither awaits nor gathers it, nor passes it on.

Silent in the function that `asyncio.run` runs, once nothing is awaited after the `cancel()`:
`asyncio.run` waits for what is left over.

## Why it hurts
`cancel()` only asks. The task goes on to its next await, runs its `finally` blocks, and may even
refuse. Code that follows meets a half-stopped task; an error in its clean-up is never seen, or
shows up as "Task exception was never retrieved" when nobody remembers it.

## Example
```python
async def measure(device):
    clock = asyncio.create_task(tick(device))
    await work()
    clock.cancel()
    await device.close()
```

## Instead
```python
async def measure(device):
    clock = asyncio.create_task(tick(device))
    await work()
    clock.cancel()
    await asyncio.wait([clock])
    await device.close()
```

## Fix safety
Unsafe: the task is waited for in the next line. An exception of its own is not raised there, but told
by asyncio's "Task exception was never retrieved", as before. How long its clean-up takes is then
waited for. Only where it matters if the task still runs: it cleans up (a `finally`, a `with`), or the
function asks afterwards if it is done, goes on with something that the task uses, or leaves a `with` that
closes such a thing. None for a heartbeat that sleeps and sends, cancelled where its function ends, or where
a `finally` goes on with an await, which a second cancellation would skip; none
where a handler of the cancellation stands around it, which the new wait could lead into; and none
in a test that goes on to wait: what it tests may be who comes first. None where a lock
is held, which the task may need to end, and for a task that goes on when it is cancelled.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.expected_failures import handlers_around
from flake8_asyncpitfalls.analyses.test_code import is_in_test
from flake8_asyncpitfalls.edit import InsertLines
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._ends_of_main import is_last_of_main, waits_after
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._shielded_tasks import goes_on_shielded
from flake8_asyncpitfalls.rules.tasks._waits_for_ends import may_never_end
from flake8_asyncpitfalls.rules.tasks._worth_waiting import is_worth_waiting
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_QUESTIONS = {"cancel", "done", "cancelled", "set_name", "get_name", "cancelling"}

rule = Rule(
    code="ASY410",
    name="cancelled-task-not-awaited",
    severity=Severity.NOTE,
    message="the task {task!r} is only asked to stop; await it, so that it has stopped and its "
    "errors are seen",
    fixable="unsafe",
)


@rule.check(ast.Expr, on_loop=True, mentions=(b".cancel(",))
def check(stmt: ast.Expr, model: SemanticModel) -> Iterator[Finding]:
    """``task.cancel()`` on a local task that nothing else is done with."""
    name = _forgotten(stmt, model)
    if name:
        is_tested = is_in_test(model, stmt) and bool(waits_after(stmt, model.scope_of(stmt)))
        fix = None if is_tested else _fix(stmt, name, model)
        yield rule.finding(stmt, fix=fix, task=name)


def _forgotten(stmt: ast.stmt, model: SemanticModel) -> str:
    """The variable with the task that *stmt* cancels and the function leaves then; '' if it is none."""
    match getattr(stmt, "value", None):
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="cancel")):
            scope = model.scope_of(stmt)
            if scope.is_coroutine and _is_own_task(name, scope, model):
                reads = model.uses.reads(name, scope)
                is_forgotten = all(_only_asks(read, scope, model) for read in reads)
                if is_forgotten and not is_last_of_main(stmt, scope, model):
                    return name
    return ""


def _fix(stmt: ast.Expr, name: str, model: SemanticModel) -> Fix | None:
    """``await asyncio.wait([task])`` after it.

    ``gather(task, return_exceptions=True)`` would take the task's exception and tell nobody of it.
    """
    if not can_await(model, stmt) or goes_on_shielded(stmt, model):
        return None
    block = model.block_of(stmt)
    at = block.index(stmt)
    if _forgotten_from(block[at + 1 : at + 2], model):
        return None  # the last of several that are cancelled in a row waits for all of them
    names = [*_forgotten_from(block[:at][::-1], model)[::-1], name]
    if any(may_never_end(stmt, one, model) for one in names):
        return None
    row = zip(block[at + 1 - len(names) : at + 1], names, strict=True)
    if not any(is_worth_waiting(one, task, model) for one, task in row):
        return None
    handlers = handlers_around(stmt, model.parent)
    if any(catches_cancellation(one, model) for one in handlers):
        return None  # cancelled once more, it would wait there and go through that handler
    code = f"await ⟦0⟧([{', '.join(names)}])"
    edit = InsertLines(Span.of(stmt), code, ("asyncio.wait",), after=True)
    return Fix(Applicability.UNSAFE, "await the task after it", (edit,))


def _forgotten_from(stmts: list[ast.stmt], model: SemanticModel) -> list[str]:
    """The tasks that the first of *stmts* cancel, as many as come in a row."""
    found = (_forgotten(stmt, model) for stmt in stmts)
    return list(itertools.takewhile(bool, found))


def _is_own_task(name: str, scope: Scope, model: SemanticModel) -> bool:
    """Whether *name* is a variable of this function that only ever holds tasks it makes."""
    if not model.uses.is_private(name, scope):
        return False
    values = [binding.value for binding in model.terms.table(scope).by_name[name]]
    return all(isinstance(v, ast.Call) and is_new_task(v, model) for v in values)


def _only_asks(read: ast.Name, scope: Scope, model: SemanticModel) -> bool:
    parent = model.parent(read)
    return (
        isinstance(parent, ast.Attribute)
        and parent.attr in _QUESTIONS
        and model.scope_of(read) is scope
    )
