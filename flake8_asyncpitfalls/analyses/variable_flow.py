"""Walks through a function that follow one variable, and what they need to know of its statements.

A walk for each variable of a function looks at each of its statements: the square of their number.
So each walk passes over the statements that hold nothing of its variable and that control can only
leave at their end; which those are is worked out once a function.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import State, states_at_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.source.statement_flow import Way

_LEAVING = (ast.Return, ast.Raise, ast.Break, ast.Continue, ast.Assert, ast.While)
_WAITING = (ast.Await, ast.AsyncWith, ast.AsyncFor)


def follow(
    model: SemanticModel,
    scope: Scope,
    nodes: Iterable[ast.AST],
    after: Callable[[ast.AST, State], State],
    *,
    past_waits: bool = True,
) -> Mapping[Way, State]:
    """As states_at_ends for the body of *scope*, where only *nodes* change what *after* says.

    So do places that wait unless *past_waits*. Statements that hold none of them are passed over.
    """
    places = model.analysis(_Places)
    held = places.around(nodes) | places.leaving(scope)
    if not past_waits:
        held |= places.waiting(scope)
    return states_at_ends(scope.body, after, only=places.numbers(held))


def waits_in(model: SemanticModel, scope: Scope, node: ast.AST) -> bool:
    """Whether evaluating *node*, a statement's own part or a simple statement of *scope*, may wait."""
    return node in model.analysis(_Places).waiting(scope)


class _Places:
    """What holds places of one kind, for each function of a file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._leaving: dict[Scope, set[ast.AST]] = {}
        self._waiting: dict[Scope, set[ast.AST]] = {}
        self._numbers: dict[ast.stmt, tuple[int, int]] = {}

    def numbers(self, held: set[ast.AST]) -> dict[int, list[int]]:
        """The statements among *held* as numbers (from 0) in their blocks, by the blocks' ids."""
        found: dict[int, list[int]] = {}
        for node in held:
            if isinstance(node, ast.stmt):
                if node not in self._numbers:
                    block = self._model.block_of(node)
                    self._numbers.update((one, (id(block), at)) for at, one in enumerate(block))
                block_id, number = self._numbers[node]
                found.setdefault(block_id, []).append(number)
        for several in found.values():
            several.sort()
        return found

    def around(self, nodes: Iterable[ast.AST]) -> set[ast.AST]:
        """*nodes* and all that holds one of them, up to their function."""
        held: set[ast.AST] = set()
        for innermost in nodes:
            function = self._model.scope_of(innermost).node
            node = innermost
            while node is not function and node not in held:
                held.add(node)
                node = self._model.parent(node)
        return held

    def leaving(self, scope: Scope) -> set[ast.AST]:
        """What holds a statement that control may leave otherwise than at its end."""
        if scope not in self._leaving:
            self._leaving[scope] = self.around(scope.of_type(*_LEAVING))
        return self._leaving[scope]

    def waiting(self, scope: Scope) -> set[ast.AST]:
        """What holds a place that waits; an ``async with`` itself is one."""
        if scope not in self._waiting:
            clauses = [one for one in scope.of_type(ast.comprehension) if one.is_async]
            self._waiting[scope] = self.around([*scope.of_type(*_WAITING), *clauses])
        return self._waiting[scope]
