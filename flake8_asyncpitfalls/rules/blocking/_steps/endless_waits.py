"""Waits that nothing may ever end: ``queue.get()`` without a time.

In a thread they outlive the coroutine that gave up waiting: the item that comes then is lost, and at its
end the program waits for the thread.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.blocking._steps.cancelled_waits import goes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def keeps_thread(fix: Fix, node: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether *fix* gives *node*, or the statements *moved*, to a thread that may never be free again."""
    if not goes_on(fix):
        return False
    return _is_endless(node, model) or model.analysis(_Blocks).is_endless(moved)


class _Blocks:
    """Whether blocks of one file wait so, each gone over once for all calls in it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[ast.stmt, ...], bool] = {}

    def is_endless(self, moved: Sequence[ast.stmt]) -> bool:
        """Whether nothing may ever end the statements *moved*."""
        key = tuple(moved)
        if key not in self._known:
            calls = (n for stmt in moved for n in ast.walk(stmt) if isinstance(n, ast.Call))
            self._known[key] = any(_is_endless(call, self._model) for call in calls)
        return self._known[key]


def _is_endless(call: ast.Call, model: SemanticModel) -> bool:
    return any(effect.is_endless for effect in model.effects_at(call).values())
