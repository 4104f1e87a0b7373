"""A shield around work that nobody holds.

## What it does
Reports `await asyncio.shield(f())` where the coroutine, or a task made in place or kept in a local
variable that nothing else reads, is known to the shield alone. In a `finally`, a handler or an
`__aexit__` it is left alone: whoever cleans up is about to end, and has nobody to hand the rest to.

## Why it hurts
When the caller is cancelled, the shield lets go and the inner task goes on, but nobody waits for it,
sees its error or keeps it from the garbage collector: the loop itself holds tasks only weakly. At
the end of the program it is cut off in the middle, which is what the shield was to prevent.

## Example
```python
async def save(batch):
    await asyncio.shield(commit(batch))
```

## Instead
```python
async def save(batch):
    task = asyncio.create_task(commit(batch))
    commits.add(task)
    task.add_done_callback(commits.discard)
    await asyncio.shield(task)
```

## Fix safety
Unsafe: a task is made and kept in a set of the module until it is done. Who waits for those that are
left at the end of the program is for a person to decide.

## Like
Nothing in other linters; asyncio's documentation warns of it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, cast

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_up
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._shielded_tasks import is_cancelled_by_handler, keeping_fix
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MERE_WAIT = "asyncio.Event.wait"

rule = Rule(
    code="ASY416",
    name="shield-drops-task",
    message="nobody else holds what this shield protects ({work}): when the caller is cancelled, it "
    "goes on unseen; keep a task of it and wait for that at the end",
    severity=Severity.NOTE,
    fixable="unsafe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"shield",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``await shield(...)``, also through ``wait_for``."""
    if len(call.args) != 1 or not model.refers_to(call.func, "asyncio.shield"):
        return
    outer = model.parent(call)
    if isinstance(outer, ast.Call) and model.refers_to(outer.func, "asyncio.wait_for"):
        outer = model.parent(outer)
    work = call.args[0]
    if not isinstance(outer, ast.Await) or _cleans_up(outer, model):
        return
    if _is_held_by_nobody(work, model):
        yield rule.finding(call, fix=keeping_fix(call, model), work=cut(unparsed(work), 60))


def _cleans_up(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node*, an ``await``, runs when its function is being left."""
    return model.scope_of(node).name == "__aexit__" or is_cleaning_up(model, node)


def _is_held_by_nobody(work: ast.expr, model: SemanticModel) -> bool:
    if isinstance(work, ast.Call):
        if model.name_of(work.func) == _MERE_WAIT:
            return False  # whatever becomes of it, nothing is left half done
        if is_cancelled_by_handler(work, model):
            return False
        return coroutine_of(model, work) is not None or is_new_task(work, model)
    if not isinstance(work, ast.Name):
        return False
    scope = model.scope_of(work)
    if not model.uses.is_private(work.id, scope) or len(model.uses.reads(work.id, scope)) != 1:
        return False
    bindings = model.terms.table(scope).by_name[work.id]
    if any(_is_looked_at_again(work, binding.node, model) for binding in bindings):
        return False
    values = [binding.value for binding in bindings]
    return all(
        isinstance(value, ast.Call)
        and (is_new_task(value, model) or coroutine_of(model, value) is not None)
        for value in values
    )


def _is_looked_at_again(work: ast.Name, made: ast.AST, model: SemanticModel) -> bool:
    """Whether a cancellation is caught, and the next round of a loop waits for the same task.

    The loop is one that the task was not *made* in.
    """
    is_caught, child, at = False, cast("ast.AST", work), model.parent(work)
    while not isinstance(at, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)):
        if isinstance(at, ast.Try) and child in at.body:
            is_caught |= any(catches_cancellation(one, model) for one in at.handlers)
        if is_caught and isinstance(at, (ast.While, ast.For, ast.AsyncFor)):
            return made not in ast.walk(at)
        child, at = at, model.parent(at)
    return False
