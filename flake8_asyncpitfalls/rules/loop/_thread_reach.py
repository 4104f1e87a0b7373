"""Functions that code in another thread calls, so that they run there, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.loop import runs_loop
from flake8_asyncpitfalls.rules.loop._handed_callbacks import (
    asks_for_thread,
    called_back,
    handed_over,
)
from flake8_asyncpitfalls.rules.loop._kept_callbacks import assigned_for_threads, kept_for_threads
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MAX_STEPS = 3


def is_called_in_thread(scope: Scope, model: SemanticModel) -> bool:
    """Whether a function of this module that runs in another thread calls *scope*, in a few steps.

    Not where one of them asks which thread it is in, or runs a loop of its own.
    """
    return scope in model.analysis(_ThreadCalls).scopes


class _ThreadCalls:
    """The answer for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        scopes = [scope for scope in model.terms.root.walk() if scope.is_function]
        step = {s for s in scopes if model.execution.runs_in_thread(s) and not s.is_coroutine}
        calls = [call for scope in model.terms.root.walk() for call in scope.of_type(ast.Call)]
        self.scopes: set[Scope] = {one for call in calls for one in handed_over(call, model)}
        self.scopes.update(one for call in calls for one in kept_for_threads(call, model))
        stmts = [stmt for scope in model.terms.root.walk() for stmt in scope.of_type(ast.Assign)]
        self.scopes.update(one for stmt in stmts for one in assigned_for_threads(stmt, model))
        step |= self.scopes
        for _ in range(_MAX_STEPS):
            step = {callee for scope in step for callee in self._called_by(scope)} - self.scopes
            self.scopes |= step

    def _called_by(self, scope: Scope) -> Iterator[Scope]:
        calls = scope.of_type(ast.Call)
        if asks_for_thread(scope) or any(runs_loop(call, self._model) for call in calls):
            return
        for call in calls:
            yield from called_back(call, self._model)
            callee = self._model.value_of(call.func)
            if not isinstance(callee, FunctionValue) or callee.summary.is_async:
                continue
            found = callee.summary.scope
            if callee.summary.module is self._model.module and not asks_for_thread(found):
                yield found
