"""Variables that are there to add callbacks to tasks, and hold none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions

if TYPE_CHECKING:
    from collections.abc import Collection

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ADDING = "add_done_callback"
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


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
            adds_callback(read, model) and model.scope_of(read) is scope for read in reads
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
        while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
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


def adds_callback(read: ast.Name, model: SemanticModel) -> bool:
    """Whether *read* is there to add a callback to the task, and for nothing else."""
    method = model.parent(read)
    call = model.parent(method)
    if not isinstance(method, ast.Attribute) or method.attr != _ADDING:
        return False
    return isinstance(call, ast.Call) and call.func is method and model.is_dropped(call)
