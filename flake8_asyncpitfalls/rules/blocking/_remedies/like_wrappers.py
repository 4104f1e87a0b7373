"""Coroutines of a class that each only call a method of the object: a thread in all of them, or in none.

``async def copy(self, *args): return self._copy(*args)``, and twenty more of the kind. Where several call
what a subclass defines, nobody can tell how long that takes, and a thread in the one or two where it is
known makes them differ from the others for no reason that a reader sees.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Unknown, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FEW = 3


def staying_wrapper(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The call of a coroutine like that of *call*, if several of the class's like it call what is unknown."""
    function = model.scope_of(call).node
    around = model.parent(function)
    if _wrapped(function) is not call or not isinstance(around, ast.ClassDef):
        return None
    return model.analysis(_Wrappers).staying(around)


class _Wrappers:
    """Answers for one file: each wrapper asks for its class."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.ClassDef, ast.Call | None] = {}

    def staying(self, around: ast.ClassDef) -> ast.Call | None:
        """The first wrapper of *around* that calls what is unknown, if several do."""
        if around not in self._known:
            calls = [call for stmt in around.body if (call := _wrapped(stmt)) is not None]
            unknown = [call for call in calls if self._is_unknown(call)]
            are_many = len(unknown) > _FEW
            self._known[around] = unknown[0] if are_many else None
        return self._known[around]

    def _is_unknown(self, call: ast.Call) -> bool:
        """Whether nothing is known of what *call* calls, or it is for subclasses to define."""
        if self._model.effects_at(call):
            return False
        return any(map(_is_open, options_of(self._model.value_of(call.func))))


def _is_open(value: Value) -> bool:
    """Whether *value* is unknown, or a method without a body."""
    if isinstance(value, FunctionValue):
        return value.summary.is_empty
    return isinstance(value, Unknown)


def _wrapped(function: ast.AST) -> ast.Call | None:
    """The call of a method of the object that is all that the coroutine *function* does."""
    if not isinstance(function, ast.AsyncFunctionDef) or not function.args.args:
        return None
    *before, last = function.body
    value = last.value if isinstance(last, (ast.Return, ast.Expr)) else None
    if not isinstance(value, ast.Call) or not all(map(_is_text, before)):
        return None
    match value.func:
        case ast.Attribute(value=ast.Name(id=name)) if name == function.args.args[0].arg:
            return value
    return None


def _is_text(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)
