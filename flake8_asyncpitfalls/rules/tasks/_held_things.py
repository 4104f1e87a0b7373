"""Whether leaving a ``with`` block does something that must not wait, by what the manager is.

What a manager does to what it holds counts. Looking at a clock, writing to a log and formatting a
text change nothing that it holds, and what libraries do that nothing describes, nobody can say.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    UnresolvedName,
    builtin_class,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import called_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_DOING = (ast.Call, ast.Await, ast.Delete, ast.AugAssign, ast.Yield, ast.With, ast.AsyncWith)
_TELLING = frozenset({"datetime", "logging", "time"})
"""Modules whose functions change nothing that anybody holds."""
_UNCHANGING = frozenset({"builtins.bytes", "builtins.float", "builtins.int", "builtins.str"})


def must_close(item: ast.withitem, model: SemanticModel) -> bool:
    """Whether leaving the block of *item* may do something that must not wait."""
    call = item.context_expr
    manager = model.value_of(call)
    if model.types.members.is_marked(manager, "closes_nothing") or _leaves_at_once(manager, model):
        return False
    if builtin_class(manager) is not None:
        return False  # a memoryview
    func = called_in(call)
    if isinstance(call, ast.Call) and is_closing(call, model):
        return False
    function = model.value_of(func)
    if not isinstance(function, FunctionValue) or not function.call_kind.endswith("context"):
        return True
    return _does_more_than_catch(function.summary, model)


def is_closing(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes a manager that hands out its argument and closes it, as ``aclosing``."""
    maker = model.value_of(call.func)
    if not isinstance(maker, (ClassValue, FunctionValue)):
        return False
    if maker.summary.module.is_stub:
        return {"hands_out", "async_only"} <= maker.summary.markers.keys()
    awaited = (
        node.value.func
        for scope in maker.summary.scope.walk()
        for node in scope.of_type(ast.Await)
        if isinstance(node.value, ast.Call)
    )
    return any(isinstance(func, ast.Attribute) and func.attr == "aclose" for func in awaited)


def _leaves_at_once(manager: Value, model: SemanticModel) -> bool:
    """Whether leaving the ``with`` of *manager*, an object of the project, does nothing."""
    exits = [model.types.members.method(manager, name) for name in ("__exit__", "__aexit__")]
    functions = [function.summary for function in exits if isinstance(function, FunctionValue)]
    return bool(functions) and all(
        not summary.module.is_stub
        and not summary.scope.of_type(ast.Await, ast.Delete, ast.Subscript)
        and all(_only_tells(call, summary, model) for call in summary.scope.of_type(ast.Call))
        and all(isinstance(n.ctx, ast.Load) for n in summary.scope.of_type(ast.Attribute))
        for summary in functions
    )


def _does_more_than_catch(manager: FunctionSummary, model: SemanticModel) -> bool:
    """Whether a ``@contextmanager`` does something when it is left without an exception."""
    scope = manager.scope
    last = max((node.lineno for node in scope.of_type(ast.Yield)), default=0)
    handlers = scope.of_type(ast.ExceptHandler)
    return any(
        getattr(node, "lineno", 0) > last
        and isinstance(node, _DOING)
        and not (isinstance(node, ast.Call) and _only_tells(node, manager, model))
        and not any(h.lineno <= node.lineno <= (h.end_lineno or 0) for h in handlers)
        for node in scope.nodes
    ) or any(
        stmt.lineno <= last <= (stmt.end_lineno or 0)
        for stmt in scope.of_type(ast.With, ast.AsyncWith)
    )


def _only_tells(call: ast.Call, manager: FunctionSummary, model: SemanticModel) -> bool:
    """Whether *call*, in the function of a manager, changes nothing that the manager holds."""
    callee = model.value_in(call.func, manager, manager.scope)
    is_of_text = isinstance(call.func, ast.Attribute) and isinstance(
        call.func.value, (ast.Constant, ast.JoinedStr)
    )
    return is_of_text or all(_is_harmless(option) for option in options_of(callee))


def _is_harmless(callee: Value) -> bool:
    """Whether *callee* looks at a clock, writes to a log, formats a text, or is a library's."""
    if isinstance(callee, UnresolvedName):
        return True
    if not isinstance(callee, (FunctionValue, ClassValue)):
        return False
    if callee.summary.module.name.dotted.partition(".")[0] in _TELLING:
        return True
    owner = callee.receiver if isinstance(callee, FunctionValue) else None
    return isinstance(owner, Instance) and owner.summary.qualified_name in _UNCHANGING
