"""``create_task(f()).add_done_callback(done)`` in two statements, with the task in a set between them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import InsertLines, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.tasks._shielded_tasks import moved_code
from flake8_asyncpitfalls.rules.tasks._task_helpers import makings_in_helper
from flake8_asyncpitfalls.rules.tasks._task_sets import new_container, task_set
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.new_names import new_name, task_names
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ADDING = "add_done_callback"


def keeping_chained(made: ast.Call, model: SemanticModel) -> Fix | None:
    """The task that *made* makes gets a name and a place in a set, before its callback is added.

    Not where a function of this file makes it, which keeps it for all who call that.
    """
    stmt = model.statement_of(made)
    scope = model.scope_of(made)
    if not scope.is_function or not _is_chain(stmt, made) or makings_in_helper(made, model):
        return None
    work = made.args[0] if made.args else None
    task = new_name(model.analysis(UsedNames).of(scope), *task_names(work))
    container = task_set(made, model)
    lines = (
        f"{task} = {moved_code(made, model)}",
        f"{container}.add({task})",
        f"{task}.{_ADDING}({container}.discard)",
    )
    inserted = InsertLines(
        Span.of(stmt),
        "\n".join(lines),
        container=new_container(container),
        is_annotated=model.runs_on_python(3, 9),
    )
    edits = (inserted, ReplaceExpression(Span.of(made), task))
    return Fix(Applicability.UNSAFE, "keep the task in a set until it is done", edits)


def _is_chain(stmt: ast.stmt, made: ast.Call) -> bool:
    """Whether *stmt* is ``made.add_done_callback(done)``, and *done* leaves no set that holds the task."""
    match stmt:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=task, attr="add_done_callback"), args=[done])
        ):
            is_leaving = isinstance(done, ast.Attribute) and done.attr in ("discard", "remove")
            return task is made and not is_leaving
    return False


def has_callbacks_alone(reads: list[ast.Name], model: SemanticModel) -> bool:
    """Whether the variable that is read in *reads* is there to add callbacks to its task, no more.

    The task holds them, not they the task. While a coroutine waits it holds its variables itself.
    """
    if not reads:
        return False
    scope = model.scope_of(reads[0])
    if not all(_adds_callback(read, model) and model.scope_of(read) is scope for read in reads):
        return False
    is_held = scope.is_coroutine and any(suspensions(scope.body))
    return not is_held and not scope.of_type(ast.Yield, ast.YieldFrom)


def _adds_callback(read: ast.Name, model: SemanticModel) -> bool:
    method = model.parent(read)
    call = model.parent(method)
    if not isinstance(method, ast.Attribute) or method.attr != _ADDING:
        return False
    return isinstance(call, ast.Call) and call.func is method and model.is_dropped(call)
