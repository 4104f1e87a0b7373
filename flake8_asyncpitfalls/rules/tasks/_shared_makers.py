"""Functions that make a task for callers in other modules, some of which drop it.

``def schedule(work): return asyncio.create_task(work)`` of one module is called by many. The task is held
in the function then, once for all of them, and not in a set of each module that calls it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.namings import imported_namings
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.rules.tasks._task_helpers import gives_new_task, makings_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary


def makings_for_others(scope: Scope, model: SemanticModel) -> list[ast.Call]:
    """Where the function *scope* makes the task that it returns, if another module drops it."""
    return model.analysis(_Makers).makings(scope)


def is_held_by_maker(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function of another module that *call* calls is told to hold the task itself."""
    callee = model.value_of(call.func)
    if not isinstance(callee, FunctionValue) or callee.summary.module is model.module:
        return False
    return model.analysis(_Makers).is_told(callee.summary)


class _Makers:
    """Answers for one file, each function asked about once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._makings: dict[Scope, list[ast.Call]] = {}
        self._told: dict[FunctionSummary, bool] = {}

    def makings(self, scope: Scope) -> list[ast.Call]:
        """What ``makings_for_others`` gives."""
        if scope not in self._makings:
            found = makings_of(scope, self._model) if _is_plain(scope) else []
            # Few functions make tasks: those that call them are looked for last.
            is_making = bool(found) and all(is_new_task(made, self._model) for made in found)
            is_dropped = is_making and _is_dropped_elsewhere(scope, self._model)
            self._makings[scope] = found if is_dropped else []
        return self._makings[scope]

    def is_told(self, function: FunctionSummary) -> bool:
        """Whether a finding of its own module is for *function*."""
        if function.module.is_stub or function.module.is_foreign:
            return False
        if function not in self._told:
            self._told[function] = bool(self._makings_there(function))
        return self._told[function]

    def _makings_there(self, function: FunctionSummary) -> list[ast.Call]:
        try:
            other = self._model.beside(function.module)
        except SourceError:
            return []
        scopes = (one for one in other.scopes if one.identity == function.identity)
        scope = next(scopes, None)
        return [] if scope is None else makings_for_others(scope, other)


def _is_plain(scope: Scope) -> bool:
    """Whether *scope* is a function of a module, which nothing decorates."""
    is_outermost = scope.parent is not None and scope.parent.kind == "module"
    return (
        is_outermost and isinstance(scope.node, ast.FunctionDef) and not scope.node.decorator_list
    )


def _is_dropped_elsewhere(scope: Scope, model: SemanticModel) -> bool:
    """Whether a call in a module that imports the function *scope* drops what it gives."""
    for naming in imported_namings(scope, model):
        call = naming.model.parent(naming.node)
        if not isinstance(call, ast.Call) or call.func is not naming.node:
            continue
        if naming.model.is_dropped(call) and gives_new_task(call, naming.model):
            return True
    return False
