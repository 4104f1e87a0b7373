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
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.new_names import new_name, task_names
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ADDING = "add_done_callback"
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


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


def has_callbacks_alone(reads: list[ast.Name], stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether the variable that is read in *reads* is there to add callbacks to tasks, as that of *stmt*.

    The task holds them, not they the task. A coroutine that waits behind it, or goes round a loop in
    which it waits, holds its variables itself for so long.
    """
    return bool(reads) and model.analysis(_Waits).are_let_go(reads, stmt)


class _Waits:
    """Where each function, and each loop of one, waits for the last time."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._last: dict[ast.AST, int] = {}
        self._holding: dict[ast.Name, Collection[ast.stmt] | None] = {}

    def are_let_go(self, reads: list[ast.Name], stmt: ast.stmt) -> bool:
        """Whether *reads*, all of a variable, only add callbacks, and nothing waits behind *stmt*'s."""
        if reads[0] not in self._holding:
            self._holding[reads[0]] = self._held_by(reads)
        holding = self._holding[reads[0]]
        return holding is not None and stmt not in holding

    def _held_by(self, reads: list[ast.Name]) -> Collection[ast.stmt] | None:
        """The statements whose tasks the variable of *reads* holds for a while; None for any of them."""
        model = self._model
        scope = model.scope_of(reads[0])
        if scope.of_type(ast.Yield, ast.YieldFrom) or not all(
            _adds_callback(read, model) and model.scope_of(read) is scope for read in reads
        ):
            return None
        waited = [read for read in reads if scope.is_coroutine and self.come_after(read)]
        return {
            model.statement_of(one.node)
            for read in waited
            for one in model.terms.bindings_read(read, scope)
        }

    def come_after(self, read: ast.Name) -> bool:
        """Whether the function of *read* may wait once it has come past that."""
        node: ast.AST = read
        while not isinstance(node, FUNCTION_TYPES):
            node = self._model.parent(node)
            if isinstance(node, _LOOPS) and self._last_in(node):
                return True
        return self._last_in(node) > read.lineno

    def _last_in(self, node: ast.AST) -> int:
        """The last line in which *node*, a function or a loop, waits; 0 where it does not."""
        if node not in self._last:
            body = [node] if isinstance(node, _LOOPS) else getattr(node, "body", [])
            lines = (getattr(wait, "lineno", 0) for wait in suspensions(body))
            self._last[node] = max(lines, default=0)
        return self._last[node]


def _adds_callback(read: ast.Name, model: SemanticModel) -> bool:
    method = model.parent(read)
    call = model.parent(method)
    if not isinstance(method, ast.Attribute) or method.attr != _ADDING:
        return False
    return isinstance(call, ast.Call) and call.func is method and model.is_dropped(call)
