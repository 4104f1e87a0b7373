"""ASY4: tasks, task groups and async generators."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassMethodValue,
    FunctionValue,
    StaticValue,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_NOTHING_TO_CLOSE = {"suppress", "nullcontext", "aclosing", "closing_generator"}
_ADDING = {"append", "add"}
_COLLECTIONS = (ast.List, ast.Tuple, ast.Set)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp)
_DOING = (ast.Call, ast.Await, ast.Delete, ast.AugAssign, ast.Yield, ast.With, ast.AsyncWith)
_CLOCKS = frozenset({"monotonic", "now", "perf_counter", "perf_counter_ns", "process_time", "time"})
_FORMATTING = frozenset({"float", "format", "int", "len", "max", "min", "repr", "round", "str"})
_TELLING = frozenset({
    "critical", "debug", "error", "exception", "info", "isEnabledFor", "log", "warning",
})  # fmt: skip
"""Methods of loggers."""


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
        if isinstance(parent, ast.With | ast.AsyncWith) and child in parent.body:
            yield parent
        child, parent = parent, model.parent(parent)


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)


def is_plain_generator(node: ast.Yield, model: SemanticModel) -> bool:
    """Whether *node* makes its function an async generator that callers iterate.

    No context manager, no fixture, nothing whose decorator may make it one.
    """
    scope = model.scope_of(node)
    if not scope.is_coroutine:
        return False
    value = model.function_value(scope)
    if isinstance(value, StaticValue | ClassMethodValue):
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


def must_close(item: ast.withitem, model: SemanticModel) -> bool:
    """Whether leaving the block of *item* may do something that must not wait."""
    call = item.context_expr
    func = call.func if isinstance(call, ast.Call) else call
    name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    if name in _NOTHING_TO_CLOSE:
        return False
    manager = model.value_of(call)
    if model.types.members.is_marked(manager, "holds_nothing") or _leaves_at_once(manager, model):
        return False
    function = model.value_of(func)
    if not isinstance(function, FunctionValue) or not function.call_kind.endswith("context"):
        return True
    return _does_more_than_catch(function.summary.scope, model)


def _leaves_at_once(manager: Value, model: SemanticModel) -> bool:
    """Whether leaving the ``with`` of *manager*, an object of the project, does nothing."""
    exits = [model.types.members.method(manager, name) for name in ("__exit__", "__aexit__")]
    functions = [function.summary for function in exits if isinstance(function, FunctionValue)]
    return bool(functions) and all(
        not summary.module.is_stub
        and not summary.scope.of_type(ast.Await, ast.Delete, ast.Subscript)
        and all(
            _asks_for_class(call) or _only_tells(call, summary.scope, model)
            for call in summary.scope.of_type(ast.Call)
        )
        and all(isinstance(n.ctx, ast.Load) for n in summary.scope.of_type(ast.Attribute))
        for summary in functions
    )


def _asks_for_class(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in ("isinstance", "issubclass", "bool")


def _does_more_than_catch(manager: Scope, model: SemanticModel) -> bool:
    """Whether a ``@contextmanager`` does something when it is left without an exception.

    Looking at a clock and writing to a log are nothing that must not wait.
    """
    last = max((node.lineno for node in manager.of_type(ast.Yield)), default=0)
    handlers = manager.of_type(ast.ExceptHandler)
    return any(
        getattr(node, "lineno", 0) > last
        and isinstance(node, _DOING)
        and not (isinstance(node, ast.Call) and _only_tells(node, manager, model))
        and not any(h.lineno <= node.lineno <= (h.end_lineno or 0) for h in handlers)
        for node in manager.nodes
    ) or any(
        stmt.lineno <= last <= (stmt.end_lineno or 0)
        for stmt in manager.of_type(ast.With, ast.AsyncWith)
    )


def _only_tells(call: ast.Call, manager: Scope, model: SemanticModel) -> bool:
    """Whether *call*, in the function of a manager, reads a clock, writes to a log, or formats."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in _TELLING:
        return True
    name = ast.unparse(call.func)
    known = model.terms.scopes.get(manager.node) is manager and model.name_of(call.func)
    words = known or name
    return words.rpartition(".")[2] in _CLOCKS or words.removeprefix("builtins.") in _FORMATTING
