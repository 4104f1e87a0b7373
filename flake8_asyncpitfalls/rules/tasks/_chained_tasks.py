"""``create_task(f()).add_done_callback(done)`` in two statements, with the task in a set between them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import InsertLines, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.tasks._shielded_tasks import moved_code
from flake8_asyncpitfalls.rules.tasks._task_helpers import makings_in_helper
from flake8_asyncpitfalls.rules.tasks._task_keepers import helper_for, keeping_lines
from flake8_asyncpitfalls.rules.tasks._task_sets import new_container, task_set
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
    helper = helper_for(container, model)
    lines = [f"{task} = {moved_code(made, model)}", *keeping_lines(task, container, helper)]
    inserted = InsertLines(
        Span.of(stmt),
        "\n".join(lines),
        container=new_container(container),
        is_annotated=model.runs_on_python(3, 9),
        helper=helper,
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
