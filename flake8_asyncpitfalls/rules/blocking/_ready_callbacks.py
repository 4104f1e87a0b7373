"""Callbacks that the loop calls when a descriptor is ready: what they read or write does not wait."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial, options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

READY = ("socket.socket.", "sys._StandardInput.")
"""What is asked of a descriptor; looking up a host is not."""
_REGISTERING = ("add_reader", "add_writer")


def is_called_when_ready(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a plain function that the module gives to ``add_reader`` or its like."""
    scope = model.scope_of(node)
    if scope.is_coroutine or not scope.is_function:
        return False
    return any(scope is given for given in model.analysis(_ReadyCallbacks).scopes)


class _ReadyCallbacks:
    """The scopes of a file's functions that are registered so."""

    def __init__(self, model: SemanticModel) -> None:
        names = (name.encode() for name in _REGISTERING)
        self.scopes = list(_registered(model)) if model.source.mentions(*names) else []


def _registered(model: SemanticModel) -> Iterator[object]:
    for scope in model.scopes:
        for call in scope.of_type(ast.Call):
            if isinstance(call.func, ast.Attribute) and call.func.attr in _REGISTERING:
                given = [*call.args[1:2], *(word.value for word in call.keywords)]
                for expr in given:
                    yield from _scopes_of(expr, model)


def _scopes_of(expr: ast.expr, model: SemanticModel) -> Iterator[object]:
    if isinstance(expr, ast.Lambda):
        yield model.terms.scopes[expr]
    for option in options_of(model.value_of(expr)):
        inner = option.function if isinstance(option, Partial) else option
        if isinstance(inner, FunctionValue) and inner.summary.module is model.module:
            yield inner.summary.scope
