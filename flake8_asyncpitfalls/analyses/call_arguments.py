"""What the calls in one file pass for the parameters of its functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_given(expr: ast.expr, class_name: str, model: SemanticModel) -> bool:
    """Whether *expr* is an instance of that class, or a parameter that all calls pass one for."""
    if model.is_instance(expr, class_name):
        return True
    given = arguments_given_for(expr, model)
    return bool(given) and all(model.is_instance(argument, class_name) for argument in given)


def arguments_given_for(name: ast.expr, model: SemanticModel) -> list[ast.expr]:
    """The arguments that all uses of a function of the module pass for its parameter *name*.

    Empty where *name* is none, where it is bound anew, or where the function is used otherwise
    than in plain calls of this file.
    """
    if not isinstance(name, ast.Name):
        return []
    scope = model.scope_of(name)
    function = scope.node
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return []
    bindings = model.terms.table(scope).by_name.get(name.id, [])
    if [binding.kind for binding in bindings] != ["param"] or scope.parent is not model.terms.root:
        return []
    parameters = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
    position = parameters.index(name.id) if name.id in parameters else -1
    found = [
        _argument(model.parent(read), read, position, name.id)
        for inner in model.uses.scopes_spelling(function.name)
        for read in inner.names(function.name)
    ]
    given = [argument for argument in found if argument is not None]
    return given if len(given) == len(found) else []


def _argument(call: ast.AST, function: ast.Name, position: int, name: str) -> ast.expr | None:
    """What *call*, which must be a call of *function*, passes for the parameter."""
    if not isinstance(call, ast.Call) or call.func is not function:
        return None
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    if 0 <= position < len(call.args):
        return call.args[position]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
