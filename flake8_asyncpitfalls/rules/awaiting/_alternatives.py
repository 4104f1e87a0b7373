"""Calls that are a coroutine's in one case only, and code that tells the cases apart."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def is_chosen(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether the code knows which alternative it has: it stands in a branch, or awaits the other."""
    return (
        not model.may_await(expr) or _is_awaited_too(expr, model) or _stands_in_branch(expr, model)
    )


def is_told_apart(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether only callers say what *expr* is called on, and another branch awaits the same.

    ``if is_async_file: await file.write(data)`` and ``else: file.write(data)``: that all callers of
    today give one kind says nothing of the branch for the other.
    """
    match expr:
        case ast.Call(func=ast.Attribute(value=ast.Name() as receiver)):
            read = model.terms.bindings_read(receiver, model.scope_of(expr))
            is_open = bool(read) and all(
                binding.kind == "param" and getattr(binding.node, "annotation", None) is None
                for binding in read
            )
            return is_open and _is_awaited_too(expr, model) and _stands_in_branch(expr, model)
    return False


def _is_awaited_too(expr: ast.expr, model: SemanticModel) -> bool:
    return unparsed(expr) in model.analysis(_Awaited).texts(model.scope_of(expr))


def _stands_in_branch(expr: ast.expr, model: SemanticModel) -> bool:
    node: ast.AST = expr
    while node is not model.scope_of(expr).node:
        node = model.parent(node)
        if isinstance(node, (ast.If, ast.IfExp, ast.Match, ast.BoolOp)):
            return True
    return False


class _Awaited:
    """The texts of what each function of a file awaits."""

    def __init__(self, model: SemanticModel) -> None:
        self._texts: dict[Scope, frozenset[str]] = {}

    def texts(self, scope: Scope) -> frozenset[str]:
        """What the function *scope* awaits, as its source says it."""
        if scope not in self._texts:
            texts = (unparsed(other.value) for other in scope.of_type(ast.Await))
            self._texts[scope] = frozenset(texts)
        return self._texts[scope]
