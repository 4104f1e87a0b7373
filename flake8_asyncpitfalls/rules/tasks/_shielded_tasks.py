"""The task of a shielded coroutine, made before the statement and kept in a set until it is done."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.expected_failures import handlers_around
from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import KEPT_TASKS, Edit, InsertLines, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._task_keepers import helper_for, keeping_lines
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.new_names import new_name, task_names
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def keeping_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """A task made before the statement, kept in a set, and shielded."""
    work = call.args[0]
    stmt = model.statement_of(work)
    value = getattr(stmt, "value", None)
    is_first = isinstance(stmt, (ast.Expr, ast.Return, ast.Assign, ast.AnnAssign))
    if not is_first or not isinstance(value, ast.Await) or not can_await(model, stmt):
        return None
    code = moved_code(work, model)
    edits: tuple[Edit, ...] = ()
    if isinstance(work, ast.Name) and coroutine_of(model, work) is None:
        lines: list[str] = []
        task = work.id
    else:
        task = new_name(model.analysis(UsedNames).of(model.scope_of(work)), *task_names(work))
        made = code if _is_task(work, model) else f"⟦0⟧({code})"
        lines = [f"{task} = {made}"]
        edits = (_shielding(call, task, model),)
    helper = helper_for(KEPT_TASKS, model)
    lines += keeping_lines(task, KEPT_TASKS, helper)
    inserted = InsertLines(
        Span.of(stmt),
        "\n".join(lines),
        ("asyncio.create_task",),
        container=KEPT_TASKS,
        is_annotated=model.runs_on_python(3, 9),
        helper=helper,
    )
    kept: tuple[Edit, ...] = (inserted, *edits)
    return Fix(Applicability.UNSAFE, "keep the task in a set until it is done", kept)


def is_cancelled_by_handler(work: ast.expr, model: SemanticModel) -> bool:
    """Whether a handler of the cancellation cancels itself what *work*, a call, waits for."""
    names = {node.id for node in ast.walk(work) if isinstance(node, ast.Name)}
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "cancel"
        and isinstance(node.value, ast.Name)
        and node.value.id in names
        for handler in handlers_around(model.statement_of(work), model.parent)
        if catches_cancellation(handler, model)
        for node in walk_code(handler.body)
    )


def _shielding(call: ast.Call, task: str, model: SemanticModel) -> Edit:
    """``shield(task)``, on one line unless a comment stands there."""
    work, code = call.args[0], model.source.code_of
    if "#" in code(call).replace(code(work), ""):
        return ReplaceExpression(Span.of(work), task)
    return ReplaceExpression(Span.of(call), f"{code(call.func)}({task})")


def moved_code(expr: ast.expr, model: SemanticModel) -> str:
    """The code of *expr* for a statement of its own."""
    has_lines = any(
        isinstance(part, (ast.Constant, ast.JoinedStr)) and part.lineno != part.end_lineno
        for part in ast.walk(expr)
    )
    # The lines of a text must stay where they are.
    return unparsed(expr) if has_lines else _in_own_lines(model.source.code_of(expr))


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


def goes_on_shielded(stmt: ast.Expr, model: SemanticModel) -> bool:
    """Whether a ``with`` that shields stands after *stmt* in its block.

    A cancelled scope of anyio ends each await outside of the shield at once: with one put there,
    the cleanup would never begin.
    """
    holder = model.parent(stmt)
    block, at = place_in(stmt, holder) or ("", 0)
    return any(
        keyword.arg == "shield" and isinstance(keyword.value, ast.Constant) and keyword.value.value
        for later in getattr(holder, block, [])[at + 1 :]
        if isinstance(later, ast.With)
        for item in later.items
        if isinstance(item.context_expr, ast.Call)
        for keyword in item.context_expr.keywords
    )
