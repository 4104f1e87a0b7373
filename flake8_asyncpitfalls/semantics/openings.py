"""Local variables that hold something open, and what lets it go."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.abilities import is_builtin

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes import Scope


def part(target: ast.expr, index: int | None) -> ast.expr | None:
    if index is None:
        return target
    elements = target.elts if isinstance(target, ast.Tuple) else []
    return elements[index] if index < len(elements) else None


def is_let_go(name: str, methods: tuple[str, ...], scope: Scope, model: SemanticModel) -> bool:
    """Whether something closes the variable, enters it, or may keep what it holds."""
    is_own = model.uses.is_private(name, scope) and len(_bindings(name, scope, model)) == 1
    return not is_own or any(
        _is_closing(read, methods, model) or model.scope_of(read) is not scope
        for read in model.uses.reads(name, scope)
    )


def _bindings(name: str, scope: Scope, model: SemanticModel) -> list[object]:
    return list(model.terms.table(scope).by_name[name])


def _is_closing(read: ast.Name, methods: tuple[str, ...], model: SemanticModel) -> bool:
    """Whether *read* is anything but a look at the object or a call of a method on it."""
    attribute = model.parent(read)
    if not isinstance(attribute, ast.Attribute) or attribute.attr in methods:
        return True
    call = model.parent(attribute)
    if isinstance(call, ast.Call) and call.func is attribute:
        return False
    return not is_builtin(model.value_of(attribute))


def has_manager(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether what *expr* gives can be entered, and gives itself."""
    value = model.value_of(expr)
    return model.types.members.method(value, "__aenter__") is not None


def is_coroutine_method(target: ast.Name, method: str, scope: Scope, model: SemanticModel) -> bool:
    binding = model.terms.table(scope).by_name[target.id][0]
    value = model.types.evaluate(model.terms.binding_term(binding, scope), model.frame)
    function = model.types.members.method(value, method)
    return function is None or model.coroutines.gives_coroutine(function)
