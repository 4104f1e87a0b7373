"""Whether a function goes on where something in it fails: in a ``try`` with handlers, or ``suppress``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_EXCEPTIONS = frozenset({"Exception", "BaseException"})
_SUPPRESS = "contextlib.suppress"


def may_fail(
    node: ast.AST,
    parents: Mapping[ast.AST, ast.AST],
    name_of: Callable[[ast.expr], str],
    errors: Collection[str] = (),
) -> bool:
    """Whether *node* stands where its failure is expected.

    *parents* are those of its file, *name_of* tells the qualified names in it. Only handlers of one of
    the *errors* count, by their qualified names, and those of everything; of any error where there
    are none.
    """

    def catches(handler: ast.ExceptHandler) -> bool:
        types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        return not errors or any(one is None or name_of(one) in errors for one in types)

    if any(map(catches, handlers_around(node, parents.__getitem__))):
        return True
    child = node
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        parent = parents[child]
        if isinstance(parent, ast.With) and child in parent.body:
            made = [i.context_expr for i in parent.items if isinstance(i.context_expr, ast.Call)]
            if any(name_of(call.func) == _SUPPRESS for call in made):
                return True
        child = parent
    return False


def handlers_around(
    node: ast.AST, parent_of: Callable[[ast.AST], ast.AST]
) -> Iterator[ast.ExceptHandler]:
    """The handlers in its function that what *node* raises may come to, the nearest first."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        parent = parent_of(node)
        if isinstance(parent, ast.Try) and node in parent.body:
            yield from parent.handlers
        node = parent


def catches_all(function: FunctionSummary) -> bool:
    """Whether the whole body of *function* is a ``try`` that lets no error of its own out."""
    body = [
        stmt
        for stmt in function.scope.body
        if not (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
    ]
    if len(body) != 1 or not isinstance(body[0], ast.Try):
        return False
    return any(_takes_all(handler) for handler in body[0].handlers) and not any(
        isinstance(node, ast.Raise)
        for handler in body[0].handlers
        for stmt in handler.body
        for node in ast.walk(stmt)
    )


def _takes_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or unparsed(handler.type) in _EXCEPTIONS
