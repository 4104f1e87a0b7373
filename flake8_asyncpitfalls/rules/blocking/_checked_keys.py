"""Keys that are asked for and then entered: for the loop it is one step that nobody else comes into.

``if name in self.users: raise Taken`` ... ``self.users[name] = user``: with a wait between the two,
two tasks find that the name is free, and the second takes it from the first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_affinity import is_under_async_lock
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

Entry = tuple[str, str]
"""A container that outlives the function, and a key of it, as texts."""
_ADDING = frozenset({"add", "append", "setdefault"})
_BLOCKS = ("body", "orelse", "finalbody")
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def parts_asking_from_entering(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* stands between the question for a key and what enters it, with no wait there yet."""
    scope = model.scope_of(call)
    if not isinstance(scope.node, FUNCTION_TYPES) or is_under_async_lock(model, call):
        return False
    entered = [one for one in model.analysis(_Entries).of(scope) if one[1] >= call.lineno]
    if not entered:
        return False
    waits = [getattr(node, "lineno", 0) for node in suspensions(scope.body)]
    return any(
        entry == other and not any(asked < wait < line for wait in waits)
        for entry, asked in _found_missing(call, model)
        for other, line in entered
    )


class _Entries:
    """The keys that each function of a file enters, and where."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[tuple[Entry, int]]] = {}

    def of(self, scope: Scope) -> list[tuple[Entry, int]]:
        """Those of *scope*."""
        if scope not in self._known:
            self._known[scope] = [
                ((ast.unparse(holder), ast.unparse(key)), holder.lineno)
                for holder, key in _entered(scope)
                if _lasts(holder, scope, self._model)
            ]
        return self._known[scope]


def _entered(scope: Scope) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What *scope* puts something into, and the key or element: ``names.add(name)``."""
    for node in scope.of_type(ast.Subscript):
        if isinstance(node.ctx, ast.Store):
            yield node.value, node.slice
    for call in scope.of_type(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=holder, attr=method), args=[key, *_]):
                if method in _ADDING:
                    yield holder, key


def _lasts(container: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether other tasks can reach *container*: an attribute of the object, or the module's own."""
    name = root_name(container)
    if isinstance(container, ast.Attribute):
        return name in ("self", "cls")
    return isinstance(container, ast.Name) and name not in model.terms.table(scope).by_name


def _found_missing(call: ast.Call, model: SemanticModel) -> Iterator[tuple[Entry, int]]:
    """The keys that tests on each way to *call* have found to be missing, and where."""
    child: ast.AST = call
    while not isinstance(child, FUNCTION_TYPES):
        parent = model.parent(child)
        if isinstance(parent, ast.If) and child is not parent.test:
            yield from _questions(parent.test, ast.NotIn if child in parent.body else ast.In)
        for name in _BLOCKS:
            block = getattr(parent, name, None)
            if isinstance(block, list) and child in block:
                for stmt in block[: block.index(child)]:
                    if isinstance(stmt, ast.If) and isinstance(stmt.body[-1], _LEAVING):
                        yield from _questions(stmt.test, ast.In)
        child = parent


def _questions(test: ast.expr, operator: type[ast.cmpop]) -> Iterator[tuple[Entry, int]]:
    for node in ast.walk(test):
        match node:
            case ast.Compare(left=key, ops=[asked], comparators=[container]):
                if isinstance(asked, operator):
                    yield (ast.unparse(container), ast.unparse(key)), node.lineno
