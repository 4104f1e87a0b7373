"""Threads that run loops of their own for coroutines: one more thread that waits for them is no cure.

``list(pool.map(run_in_new_loop, coroutine_functions))`` in a coroutine: the loop that is there already can
run these coroutines, all at once, with ``asyncio.gather``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.effects.effect import LOOP
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_WAIT = "wait"
_MOST_HOPS, _MOST_CALLS = 4, 60


def waits_for_loops(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* waits, as *effect* says, in a function that has threads run loops."""
    if effect.kind != _WAIT:
        return False
    starters = model.analysis(_Starters)
    if effect.hops and isinstance(node, ast.Call):
        depth = min(len(effect.hops), _MOST_HOPS)
        return any(starters.reaches(one, depth) for one in _called(node, model))
    return starters.starts(model.scope_of(node))


class _Starters:
    """Answers for one file: several calls of a function may wait."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, bool] = {}
        self._reached: dict[tuple[FunctionValue, int], bool] = {}

    def starts(self, scope: Scope) -> bool:
        """Whether *scope* gives a thread a function that runs a loop."""
        if scope not in self._known:
            calls = scope.of_type(ast.Call)
            self._known[scope] = any(_is_start(call, self._model) for call in calls)
        return self._known[scope]

    def reaches(self, function: FunctionValue, depth: int) -> bool:
        """Whether *function*, or what waits at most *depth* calls down, does so."""
        summary = function.summary
        if not depth or summary.module.is_stub or summary.is_async:
            return False
        if (function, depth) not in self._reached:
            self._reached[function, depth] = False  # a function that calls itself
            self._reached[function, depth] = self._reaches(function, depth)
        return self._reached[function, depth]

    def _reaches(self, function: FunctionValue, depth: int) -> bool:
        try:
            home = self._model.beside(function.summary.module)
        except SourceError:
            return False
        calls = home.scope_in_tree(function.summary).of_type(ast.Call)[:_MOST_CALLS]
        if any(_is_start(call, home) for call in calls):
            return True
        waiting = [call for call in calls if _WAIT in home.effects_at(call)]
        return any(self.reaches(one, depth - 1) for call in waiting for one in _called(call, home))


def _called(call: ast.Call, model: SemanticModel) -> list[FunctionValue]:
    options = options_of(model.value_of(call.func))
    return [one for one in options if isinstance(one, FunctionValue)]


def _is_start(call: ast.Call, model: SemanticModel) -> bool:
    return any(
        LOOP in model.call_effects.of_call(model.value_of(given), None, model.frame)
        for given in model.arguments_marked(call, "offloads")
    )
