"""ASY4: tasks, task groups and async generators."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassMethodValue,
    FunctionValue,
    StaticValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ADDING = {"append", "add"}
_COLLECTIONS = (ast.List, ast.Tuple, ast.Set)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp)


def dropped_calls(expr: ast.expr) -> Iterator[ast.Call]:
    """The calls whose results are lost when the result of *expr* is."""
    if isinstance(expr, ast.Call):
        yield expr
        match expr.func:
            # A callback is held by its task, not the other way round.
            case ast.Attribute(value=ast.Call() as made, attr="add_done_callback"):
                yield made
    elif isinstance(expr, ast.IfExp):
        yield from dropped_calls(expr.body)
        yield from dropped_calls(expr.orelse)
    elif isinstance(expr, ast.BoolOp):
        yield from dropped_calls(expr.values[-1])
    elif isinstance(expr, _COLLECTIONS):
        for element in expr.elts:
            yield from dropped_calls(element)
    elif isinstance(expr, _COMPREHENSIONS):
        yield from dropped_calls(expr.elt)


def task_groups(stmt: ast.AsyncWith, model: SemanticModel) -> list[ast.withitem]:
    """The items of *stmt* that enter a task group or nursery."""
    return [
        item for item in stmt.items if model.enters(item.context_expr, "task_group", is_async=True)
    ]


def is_task_group(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is certainly a task group or nursery."""
    return model.has_class_marker(expr, "task_group")


def is_cancel_scope(item: ast.withitem, model: SemanticModel) -> bool:
    """Whether *item* enters a timeout or cancel scope."""
    is_async = isinstance(model.parent(item), ast.AsyncWith)
    return model.enters(item.context_expr, "cancel_scope", is_async=is_async)


def blocks_around(node: ast.AST, model: SemanticModel) -> Iterator[ast.With | ast.AsyncWith]:
    """The ``with`` statements in whose blocks *node* stands, in its own function, inside out."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, _FUNCTIONS):
        if isinstance(parent, (ast.With, ast.AsyncWith)) and child in parent.body:
            yield parent
        child, parent = parent, model.parent(parent)


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)


def is_plain_generator(node: ast.Yield, model: SemanticModel) -> bool:
    """Whether *node* makes its function a generator that callers iterate.

    No context manager, no fixture, nothing whose decorator may make it one.
    """
    scope = model.scope_of(node)
    value = model.function_value(scope)
    if isinstance(value, (StaticValue, ClassMethodValue)):
        value = value.function
    return isinstance(value, FunctionValue) and not value.call_kind


def added_coroutine(expr: ast.expr, model: SemanticModel) -> ast.expr | None:
    """A coroutine that was added to the list or set *expr*, a local variable that began empty.

    None where the variable may hold something else by then.
    """
    if not isinstance(expr, ast.Name):
        return None
    scope = model.scope_of(expr)
    bindings = model.terms.bindings_read(expr, scope)
    if not bindings or not all(_is_empty(binding.value) for binding in bindings):
        return None
    for read in model.uses.reads(expr.id, scope):
        method = model.parent(read)
        call = model.parent(method)
        if not isinstance(method, ast.Attribute) or method.attr not in _ADDING:
            continue
        if not isinstance(call, ast.Call) or call.func is not method or not call.args:
            continue
        is_own = model.scope_of(read) is scope and read.lineno < expr.lineno
        if is_own and model.terms.bindings_read(read, scope) == bindings:
            if coroutine_of(model, call.args[0]) is not None:
                return call.args[0]
    return None


def _is_empty(expr: ast.expr | None) -> bool:
    """Whether *expr* is ``[]``, ``list()`` or ``set()``."""
    match expr:
        case ast.List(elts=[]):
            return True
        case ast.Call(func=ast.Name(id="list" | "set"), args=[], keywords=[]):
            return True
        case _:
            return False


def reads_only(expr: ast.expr, binder: ast.AST, model: SemanticModel) -> bool:
    """Whether the name *expr* can only be what *binder* (a handler, a target) bound to it."""
    if not isinstance(expr, ast.Name):
        return False
    bindings = model.terms.bindings_read(expr, model.scope_of(expr))
    return bool(bindings) and all(binding.node is binder for binding in bindings)
