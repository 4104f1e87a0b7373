"""Objects that a registry of the project keeps: ``session = sessions.get_or_create(key)``.

Whoever asks for the same gets the same object. A thread that works on it does so beside the event loop,
where others change it meanwhile: ``sessions.save(session)`` writes what is half new.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.argument_changes import may_be_of_project
from flake8_asyncpitfalls.analyses.entry_keys import WHOLE
from flake8_asyncpitfalls.analyses.passed_arguments import run_by
from flake8_asyncpitfalls.analyses.state_accesses import OWN, Accesses
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary


def is_given_kept(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* gives a function of the project a variable with what a registry keeps.

    A parameter may hold that where it is of a class that a registry keeps, as this file asks for it.
    """
    is_of_project = any(map(_is_of_project, options_of(model.value_of(call.func))))
    return is_of_project and any(map(model.analysis(_Kept).is_kept, arguments_of(call)))


class _Kept:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[FunctionSummary, bool] = {}
        self._classes: set[ClassSummary] | None = None

    def is_kept(self, expr: ast.expr) -> bool:
        """Whether *expr* is a variable that may hold what a function gives that looks it up and keeps it."""
        if not isinstance(expr, ast.Name):
            return False
        bindings = self._model.terms.bindings_read(expr, self._model.scope_of(expr))
        # A variable of a function around has no binding here.
        if not bindings or any(one.kind == "param" for one in bindings):
            options = options_of(self._model.value_of(expr))
            return any(isinstance(o, Instance) and o.summary in self._kept() for o in options)
        values = [one.value for one in bindings if one.kind == "assign" and one.value is not None]
        return any(
            isinstance(node, ast.Call) and self._gives_kept(node) for node in walk_code(values)
        )

    def _kept(self) -> set[ClassSummary]:
        """The classes of the project of which this file asks a registry for objects."""
        if self._classes is None:
            asked = [
                stmt.value
                for scope in self._model.scopes
                for stmt in scope.of_type(ast.Assign)
                if isinstance(stmt.value, ast.Call) and self._gives_kept(stmt.value)
            ]
            self._classes = {
                option.summary
                for call in asked
                for option in options_of(self._model.value_of(call))
                if isinstance(option, Instance) and may_be_of_project(option)
            }
        return self._classes

    def _gives_kept(self, call: ast.Call) -> bool:
        func = run_by(call, self._model).func
        options = [o for o in options_of(self._model.value_of(func)) if _is_of_project(o)]
        return any(
            self._keeps(option.summary) for option in options if isinstance(option, FunctionValue)
        ) and any(map(may_be_of_project, options_of(self._model.value_of(self._awaited(call)))))

    def _awaited(self, call: ast.Call) -> ast.expr:
        """What gives the result of *call*: its ``await``, where it is awaited."""
        parent = self._model.parent(call)
        return parent if isinstance(parent, ast.Await) else call

    def _keeps(self, function: FunctionSummary) -> bool:
        """Whether *function* looks for an entry of a container of its object, and puts one there."""
        if function not in self._known:
            accesses = [access for _, access in self._model.analysis(Accesses).of(function)]
            asked = {one.place for one in accesses if one.asks and one.place[0] == OWN}
            self._known[function] = any(
                one.is_write and one.key != WHOLE and one.place in asked for one in accesses
            )
        return self._known[function]


def _is_of_project(value: Value) -> bool:
    return isinstance(value, FunctionValue) and not value.summary.module.is_stub
