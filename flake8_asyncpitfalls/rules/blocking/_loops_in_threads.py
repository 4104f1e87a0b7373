"""Threads that run loops of their own for coroutines: one more thread that waits for them is no cure.

``list(pool.map(run_in_new_loop, coroutine_functions))`` in a coroutine: the loop that is there already can
run these coroutines, all at once, with ``asyncio.gather``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.effects.effect import LOOP

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_WAIT = "wait"


def waits_for_loops(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* waits, as *effect* says, in a function that has threads run loops."""
    if effect.kind != _WAIT or effect.hops:
        return False
    return model.analysis(_Starters).starts(model.scope_of(node))


class _Starters:
    """Answers for one file: several calls of a function may wait."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, bool] = {}

    def starts(self, scope: Scope) -> bool:
        """Whether *scope* gives a thread a function that runs a loop."""
        if scope not in self._known:
            self._known[scope] = any(map(self._is_start, scope.of_type(ast.Call)))
        return self._known[scope]

    def _is_start(self, call: ast.Call) -> bool:
        model = self._model
        return any(
            LOOP in model.call_effects.of_call(model.value_of(given), None, model.frame)
            for given in model.arguments_marked(call, "offloads")
        )
