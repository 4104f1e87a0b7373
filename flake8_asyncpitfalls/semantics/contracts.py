"""Functions whose form others decide: overrides, abstract methods, hooks, registered callbacks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.endpoints import mentions

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes import Scope

_HOOKS = ("on_", "handle_", "async_setup", "setup_", "teardown_", "test_", "visit_", "do_", "cmd_")
_FREE_DECORATORS = {"staticmethod", "classmethod"}


def is_method_of_contract(scope: Scope, model: SemanticModel) -> bool:
    """Whether a base class, or a class that only promises, may ask for this very method.

    Every base of the class must be seen whole and lack the name to be sure that none does.
    """
    cls = scope.parent
    if cls is None or not isinstance(cls.node, ast.ClassDef):
        return False
    if cls.node.decorator_list or scope.name.startswith("__"):
        return True
    summary = model.module.class_(cls.identity)
    members = model.types.members
    bases = [model.name_of(base) for base in cls.node.bases]
    if any(name.endswith(".Protocol") for name in bases) or not members.is_known_whole(summary):
        return True
    return any(
        base is not None and members.own(base, scope.name) is not None
        for base in members.mro(summary)[1:]
    ) or _is_overridden(scope, cls, model)


def _is_overridden(scope: Scope, cls: Scope, model: SemanticModel) -> bool:
    """Whether a class of the module that derives from *cls* has a method of that name too."""
    for other in model.terms.root.walk():
        if other is not cls and other.kind == "class":
            has_it = any(child.name == scope.name for child in other.children.values())
            summary = model.module.class_(other.identity)
            mine = model.module.class_(cls.identity)
            if has_it and mine in model.types.members.mro(summary):
                return True
    return False


def is_free(scope: Scope, model: SemanticModel) -> bool:
    """Whether nothing but its own author decides what the function looks like.

    No decorator has a say, no base class, no framework that calls methods of that name, and it is
    not handed on as a value.
    """
    node = scope.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    if any(getattr(d, "id", "") not in _FREE_DECORATORS for d in node.decorator_list):
        return False
    if scope.name.startswith(_HOOKS) or is_promise(scope):
        return False
    if is_method_of_contract(scope, model):
        return False
    for mention in mentions(scope, model):
        parent = model.parent(mention)
        if not isinstance(parent, ast.Call) or parent.func is not mention:
            return False
    return True


def is_promise(scope: Scope) -> bool:
    """Whether the body does nothing but say what others are to do: ``...``, a docstring, ``raise``."""
    return all(
        isinstance(stmt, ast.Pass | ast.Raise)
        or (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
        or (isinstance(stmt, ast.Return) and (stmt.value is None or isinstance(stmt.value, ast.Constant)))
        for stmt in scope.body
    )
