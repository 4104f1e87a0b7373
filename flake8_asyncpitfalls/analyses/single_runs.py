"""Whether a place runs once in the life of its loop: ``asyncio.run(main())``, in no loop of ``main``.

Whatever else runs on that loop, it waits there one time. Functions that such a place alone waits for, where
nobody else is seen to name them, are as the place is.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutine_uses import NOTHING, RUN, WAITED, uses_of
from flake8_asyncpitfalls.analyses.lone_runs import function_around, is_offered
from flake8_asyncpitfalls.analyses.registrations import is_command, is_for_others
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_AGAIN = (
    ast.For, ast.AsyncFor, ast.While,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda,
)  # fmt: skip
_MOST = 6
"""Functions that are looked at on the way up from one."""


def runs_once_in_loop(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a coroutine, and runs at most once while its loop runs."""
    return model.analysis(_SingleRuns).holds(node)


class _SingleRuns:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, bool] = {}

    def holds(self, node: ast.AST) -> bool:
        """Whether *node* runs once."""
        scope = function_around(node, self._model)
        if scope is None or not scope.is_coroutine or _may_run_again(node, self._model):
            return False
        if scope not in self._known:
            self._known[scope] = _is_begun_once(scope, self._model)
        return self._known[scope]


def _is_begun_once(scope: Scope, model: SemanticModel) -> bool:
    """Whether a loop is run for the function *scope*, or for one that waits for it once."""
    for _ in range(_MOST):
        if is_command(scope, model):
            return True
        if is_for_others(scope, model):
            return False
        uses = [use for use in uses_of(scope, model) if use.kind != NOTHING]
        if any(use.kind not in (RUN, WAITED) or is_offered(scope, use) for use in uses):
            return False
        waiting = [use for use in uses if use.kind == WAITED]
        if not waiting:
            return bool(uses)
        outer = function_around(waiting[0].node, waiting[0].model)
        if len(uses) > 1 or outer is None or not outer.is_coroutine:
            return False
        if _may_run_again(waiting[0].node, waiting[0].model):
            return False
        scope, model = outer, waiting[0].model
    return False


def _may_run_again(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a loop in its function is around *node*, or a function of one expression."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(node, _AGAIN):
            return True
        node = model.parent(node)
    return False
