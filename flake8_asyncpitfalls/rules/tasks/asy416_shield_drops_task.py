"""A shield around work that nobody holds.

## What it does
Reports `await asyncio.shield(f())` where the coroutine, or a task made in place or kept in a local
variable that nothing else reads, is known to the shield alone.

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
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.edit import Edit, InsertLines, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.semantics.source.new_names import names_in, new_name, task_names
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_KEPT = "_background_tasks"

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
    if isinstance(outer, ast.Await) and _is_held_by_nobody(work, model):
        yield rule.finding(call, fix=_fix(call, model), work=cut(ast.unparse(work), 60))


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """A task made before the statement, kept in a set, and shielded."""
    work = call.args[0]
    stmt = model.statement_of(work)
    value = getattr(stmt, "value", None)
    is_first = isinstance(stmt, ast.Expr | ast.Return | ast.Assign | ast.AnnAssign)
    if not is_first or not isinstance(value, ast.Await) or not can_await(model, stmt):
        return None
    has_lines = any(
        isinstance(part, ast.Constant | ast.JoinedStr) and part.lineno != part.end_lineno
        for part in ast.walk(work)
    )
    # The lines of a text must stay where they are.
    code = ast.unparse(work) if has_lines else _in_own_lines(model.source.code_of(work))
    edits: tuple[Edit, ...] = ()
    if isinstance(work, ast.Name) and coroutine_of(model, work) is None:
        lines: list[str] = []
        task = work.id
    else:
        task = new_name(names_in(model.scope_of(work).node), *task_names(work))
        made = code if _is_task(work, model) else f"⟦0⟧({code})"
        lines = [f"{task} = {made}"]
        edits = (_shielding(call, task, model),)
    lines += [f"{_KEPT}.add({task})", f"{task}.add_done_callback({_KEPT}.discard)"]
    inserted = InsertLines(
        Span.of(stmt),
        "\n".join(lines),
        ("asyncio.create_task",),
        container=_KEPT,
        is_annotated=model.runs_on_python(3, 9),
    )
    kept: tuple[Edit, ...] = (inserted, *edits)
    return Fix(Applicability.UNSAFE, "keep the task in a set until it is done", kept)


def _shielding(call: ast.Call, task: str, model: SemanticModel) -> Edit:
    """``shield(task)``, on one line unless a comment stands there."""
    work, code = call.args[0], model.source.code_of
    if "#" in code(call).replace(code(work), ""):
        return ReplaceExpression(Span.of(work), task)
    return ReplaceExpression(Span.of(call), f"{code(call.func)}({task})")


def _in_own_lines(code: str) -> str:
    """*code*, an expression of several lines, as if the line that it ends with were not indented."""
    first, *rest = code.splitlines()
    if not rest:
        return code
    last = rest[-1]
    depth = len(last) - len(last.lstrip())
    return "\n".join(
        [first, *(line[min(depth, len(line) - len(line.lstrip())) :] for line in rest)]
    )


def _is_task(work: ast.expr, model: SemanticModel) -> bool:
    return isinstance(work, ast.Call) and is_new_task(work, model)


def _is_held_by_nobody(work: ast.expr, model: SemanticModel) -> bool:
    if isinstance(work, ast.Call):
        return coroutine_of(model, work) is not None or is_new_task(work, model)
    if not isinstance(work, ast.Name):
        return False
    scope = model.scope_of(work)
    if not model.uses.is_private(work.id, scope) or len(model.uses.reads(work.id, scope)) != 1:
        return False
    values = [binding.value for binding in model.terms.table(scope).by_name[work.id]]
    return all(
        isinstance(value, ast.Call)
        and (is_new_task(value, model) or coroutine_of(model, value) is not None)
        for value in values
    )
