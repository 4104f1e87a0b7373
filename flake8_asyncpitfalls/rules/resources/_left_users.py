"""What a function leaves behind that still needs what it opened: a reader, a task, a callback.

``await client.subscribe("jobs", cb=handle)`` is done at once, and the callbacks come as long as the
connection lives; a statement that was prepared works as long as its connection is open. Who closes that
at the end of the function ends them too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.capabilities import is_builtin
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    NoneValue,
    Unknown,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SAYING = (ast.Compare, ast.JoinedStr)
"""Expressions that give nothing of what they look at."""


def gives_user(opening: ast.Assign, holder: ast.stmt, rest: range, model: SemanticModel) -> bool:
    """Whether the statements *rest* in the body of *holder* return or yield what may need an object.

    It is the one that *opening* opens.
    """
    return _Users(opening, holder, rest, model).are_given()


def leaves_user(opening: ast.Assign, holder: ast.stmt, rest: range, model: SemanticModel) -> bool:
    """Whether something may need the object of *opening* when the function *holder* is over.

    *rest*: the statements that are left of it.
    """
    users = _Users(opening, holder, rest, model)
    return users.are_given() or users.are_kept() or users.are_called_back()


class _Mentions:
    """Which statements of a body mention a variable: they are read once for all that is opened there."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[ast.stmt, dict[str, dict[int, None]]] = {}

    def of(self, holder: ast.stmt, names: set[str]) -> set[int]:
        """The numbers of the statements in the body of *holder* that mention one of *names*."""
        known = self._known.get(holder)
        if known is None:
            known = self._known[holder] = {}
            for number, stmt in enumerate(getattr(holder, "body", ())):
                for node in walked(stmt):
                    if isinstance(node, ast.Name):
                        known.setdefault(node.id, {})[number] = None
        return {number for name in names for number in known.get(name, ())}


class _Users:
    """The variables that hold the object, and what is got from it, in the *rest* behind *opening*."""

    def __init__(
        self, opening: ast.Assign, holder: ast.stmt, rest: range, model: SemanticModel
    ) -> None:
        self._model = model
        self._nodes: list[ast.AST] = []
        targets = walked(opening.targets[0])
        self._names = {node.id for node in targets if isinstance(node, ast.Name)}
        body: list[ast.stmt] = getattr(holder, "body", [])
        size = 0
        while size < len(self._names):
            size = len(self._names)
            # What mentions none of them says nothing of them.
            numbers = sorted(model.analysis(_Mentions).of(holder, self._names))
            self._nodes = list(walk_code([body[number] for number in numbers if number in rest]))
            for target, value in self._bindings():
                if self._holds(value):
                    self._names |= {n.id for n in walked(target) if isinstance(n, ast.Name)}

    def are_given(self) -> bool:
        """Whether the function returns or yields one."""
        giving = (ast.Return, ast.Yield)
        return any(self._holds(node.value) for node in self._nodes if isinstance(node, giving))

    def are_kept(self) -> bool:
        """Whether one goes to an attribute, to a function inside, or to a call that is not awaited."""
        stored = (ast.Attribute, ast.Subscript)
        if any(isinstance(t, stored) and self._holds(value) for t, value in self._bindings()):
            return True
        inside = (node for node in self._nodes if isinstance(node, _FUNCTIONS))
        return any(self._mentions(node) for node in inside) or any(
            self._holds(argument)
            for call in self._calls()
            if not isinstance(self._model.parent(call), ast.Await)
            for argument in arguments_of(call)
        )

    def are_called_back(self) -> bool:
        """Whether one is given a function to call."""
        return any(
            isinstance(argument, ast.Lambda)
            or any(isinstance(o, FunctionValue) for o in options_of(self._model.value_of(argument)))
            for call in self._calls()
            if self._mentions(call.func)
            for argument in arguments_of(call)
        )

    def _calls(self) -> Iterator[ast.Call]:
        return (node for node in self._nodes if isinstance(node, ast.Call))

    def _bindings(self) -> Iterator[tuple[ast.expr, ast.expr]]:
        for node in self._nodes:
            match node:
                case ast.Assign(targets=targets, value=value):
                    yield from ((target, value) for target in targets)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    yield target, value
                case ast.NamedExpr(target=target, value=value):
                    yield target, value
                case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                    yield target, value

    def _holds(self, expr: ast.expr | None) -> bool:
        """Whether what *expr* gives may be one of them: no text, no number, no list."""
        if expr is None or isinstance(expr, _SAYING) or not self._mentions(expr):
            return False
        if isinstance(expr, (ast.Tuple, ast.List, ast.Set)):
            return any(map(self._holds, expr.elts))
        options = options_of(self._model.value_of(expr))
        is_plain = all(is_builtin(one) or isinstance(one, NoneValue) for one in options)
        return not (options and is_plain) and not self._gives_data(expr)

    def _gives_data(self, expr: ast.expr) -> bool:
        """Whether a library's method gives it that is described, but not as giving an object of its own."""
        call = expr.value if isinstance(expr, ast.Await) else expr
        function = self._model.value_of(call.func) if isinstance(call, ast.Call) else None
        is_described = isinstance(function, FunctionValue) and function.summary.module.is_stub
        return is_described and isinstance(self._model.value_of(expr), Unknown)

    def _mentions(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Name) and n.id in self._names for n in walked(node))
