"""Functions that a script keeps in a register of its own: the script runs them, and does nothing else.

``@migration("0.2")`` over a coroutine, and ``asyncio.run(main())`` that goes through all of them. A script is
a module that runs when it is called by its name, has a loop of its own, and starts neither task nor server.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.namings import imported_namings
from flake8_asyncpitfalls.analyses.own_loops import plain_decorators, runs_in_own_loop
from flake8_asyncpitfalls.analyses.starting import starts_near
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def is_kept_by_script(scope: Scope, model: SemanticModel) -> bool:
    """Whether only decorators of its own module, a script, know the function *scope*."""
    if not isinstance(scope.node, ast.AsyncFunctionDef) or scope.parent is not model.terms.root:
        return False
    keepers = [
        option
        for decorator in plain_decorators(model, scope.node)
        for option in options_of(model.value_of(decorator))
    ]
    is_own = all(
        isinstance(one, FunctionValue) and one.summary.module is model.module for one in keepers
    )
    return is_own and model.analysis(_Script).is_one and not any(imported_namings(scope, model))


class _Script:
    """What the file of *model* is: a program that runs one thing after another, or something else."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self.is_one = self._is_called_by_name() and self._runs_alone()

    def _is_called_by_name(self) -> bool:
        tests = (unparsed(stmt.test) for stmt in self._model.source.tree.body
                 if isinstance(stmt, ast.If))  # fmt: skip
        return any("__name__" in test and "__main__" in test for test in tests)

    def _runs_alone(self) -> bool:
        """Whether a loop is run, and nothing else is begun."""
        model = self._model
        is_run = False
        for scope in model.scopes:
            for call in scope.of_type(ast.Call):
                if runs_in_own_loop(model, call.func):
                    is_run = True
                elif any(map(self._starts, options_of(model.value_of(call.func)))):
                    return False
        return is_run

    def _starts(self, callee: Value) -> bool:
        return starts_near(self._model, callee, with_ended=True)
