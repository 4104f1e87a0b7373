"""Functions whose form others decide: overrides, abstract methods, hooks, registered callbacks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

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
    bases_in_order = members.mro(summary)[1:]
    if any(base is None or base.module.is_stub for base in bases_in_order):
        return True
    return any(members.own(base, scope.name) is not None for base in bases_in_order if base) or (
        _has_sibling(scope, cls, model)
    )


def _has_sibling(scope: Scope, cls: Scope, model: SemanticModel) -> bool:
    """Whether another class of the module has such a coroutine method: one may stand for it."""
    return any(
        child.name == scope.name and child.is_coroutine
        for other in model.scopes
        if other is not cls and other.kind == "class"
        for child in other.children.values()
    )


def _has_injected(node: ast.FunctionDef | ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether a default asks a framework for a value (``user=Depends(get_user)``)."""
    defaults = (*node.args.defaults, *node.args.kw_defaults)
    calls = [default for default in defaults if isinstance(default, ast.Call)]
    return any(model.marker(call.func, "endpoint") is not None for call in calls)


def is_free(scope: Scope, model: SemanticModel) -> bool:
    """Whether nothing but its own author decides what the function looks like.

    No decorator has a say, no base class, no framework that calls methods of that name, and neither
    it nor a coroutine of it is handed on as a value.
    """
    node = scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    if any(getattr(d, "id", "") not in _FREE_DECORATORS for d in node.decorator_list):
        return False
    if scope.name.startswith(_HOOKS) or is_promise(scope):
        return False
    if is_method_of_contract(scope, model) or _has_injected(node, model):
        return False
    return all(_is_awaited_call(mention, model) for mention in mentions(scope, model))


def _is_awaited_call(mention: ast.expr, model: SemanticModel) -> bool:
    """Whether it is ``await f()``: neither the function nor its coroutine is given to anybody."""
    call = model.parent(mention)
    if not isinstance(call, ast.Call) or call.func is not mention:
        return False
    return isinstance(model.parent(call), (ast.Await, ast.Expr))


def is_promise(scope: Scope) -> bool:
    """Whether the body does nothing: ``...``, a docstring, ``raise``, ``return`` of a constant."""
    return all(
        isinstance(stmt, (ast.Pass, ast.Raise))
        or (
            isinstance(stmt, (ast.Expr, ast.Return))
            and (stmt.value is None or isinstance(stmt.value, ast.Constant))
        )
        for stmt in scope.body
    )
