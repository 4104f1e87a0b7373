"""The tasks of a file that are dropped where they are made, and that a set should keep."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.startup import is_for_tests
from flake8_asyncpitfalls.analyses.suspensions import ends_at_once
from flake8_asyncpitfalls.rules.tasks._ends_of_main import is_held_to_end
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._perhaps_in_threads import may_be_in_thread
from flake8_asyncpitfalls.rules.tasks._shared_makers import is_held_by_maker
from flake8_asyncpitfalls.rules.tasks._signals import is_in_signal_handler
from flake8_asyncpitfalls.rules.tasks._unread_variables import (
    is_held_by_generator,
    is_never_read,
    names_bound,
)
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MAKERS = frozenset({"create_task", "ensure_future"})
_RUNS = ("run_forever", "run_until_complete")


def is_to_be_kept(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a set is what the dropped task of *call* needs.

    A test ends before its tasks do, and no set of its module helps it; in a handler of signals, and where
    an object goes, it is wrong to make a task (ASY608), and so it is in a thread.
    """
    if is_in_signal_handler(call, model) or model.scope_of(call).name == "__del__":
        return False
    if is_for_tests(model, call) or is_held_by_maker(call, model):
        return False
    return not may_be_in_thread(call, model)


def dropped_makings(model: SemanticModel) -> Iterator[ast.Call]:
    """The calls of a file that make tasks, which nobody holds and a set is to keep."""
    for scope in model.scopes:
        bound: list[ast.Expr | ast.Assign | ast.AnnAssign] = [*scope.of_type(ast.Assign)]
        for stmt in (*bound, *scope.of_type(ast.AnnAssign), *scope.of_type(ast.Expr)):
            call = stmt.value
            if not isinstance(call, ast.Call) or last_name(call.func) not in _MAKERS:
                continue
            if (
                _is_dropped(stmt, call, model)
                and is_new_task(call, model)
                and is_to_be_kept(call, model)
            ):
                yield call


def _is_dropped(
    stmt: ast.Expr | ast.Assign | ast.AnnAssign, call: ast.Call, model: SemanticModel
) -> bool:
    if not isinstance(stmt, ast.Expr):
        return is_never_read(stmt, model) and not is_held_meanwhile(stmt, call, model)
    is_over = call.args and ends_at_once(model, call.args[0])
    return not is_over and not runs_loop_next(call, model)


def is_held_meanwhile(
    stmt: ast.Assign | ast.AnnAssign, made: ast.Call, model: SemanticModel
) -> bool:
    """Whether the function holds the variable that *stmt* binds to the task of *made* while that runs."""
    if runs_loop_next(made, model, _RUNS) or is_held_by_generator(stmt, model):
        return True
    return is_held_to_end(stmt, names_bound(stmt), model)


def runs_loop_next(call: ast.Call, model: SemanticModel, by: tuple[str, ...] = _RUNS[:1]) -> bool:
    """Whether the function runs the loop of the task itself, later: it is a program's main task.

    A variable of it holds the task for so long. *by* are the methods that run it.
    """
    runs = model.analysis(_last_runs)
    if not runs:
        return False
    scope, owner = model.scope_of(call), unparsed(call.func).rpartition(".")[0]
    return any(runs.get((scope, owner, name), 0) > call.lineno for name in by)


def _last_runs(model: SemanticModel) -> dict[tuple[Scope, str, str], int]:
    """The last line where a function runs what is spelled so, by each of the methods that run loops."""
    found: dict[tuple[Scope, str, str], int] = {}
    for name in _RUNS:
        for run in model.uses.attributes(name):
            place = (model.scope_of(run), unparsed(run.value), name)
            found[place] = max(found.get(place, 0), run.lineno)
    return found
