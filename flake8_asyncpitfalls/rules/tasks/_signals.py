"""Functions that ``signal.signal`` runs, between any two instructions of the loop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_in_signal_handler(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a function that the file gives to ``signal.signal``."""
    scope = model.scope_of(node)
    if scope.is_coroutine or not model.source.mentions(b"signal.signal", b"import signal"):
        return False
    return any(
        _function(call.args[1], model) == scope
        for other in model.scopes
        for call in other.of_type(ast.Call)
        if len(call.args) == 2 and model.refers_to(call.func, "signal.signal")
    )


def _function(expr: ast.expr, model: SemanticModel) -> object:
    """The scope of the function of this file that *expr* is; None if it is none."""
    function = model.value_of(expr)
    if isinstance(function, Partial):
        function = function.function
    if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
        return None
    return function.summary.scope
