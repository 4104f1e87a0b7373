"""Futures, and objects that do nothing until they are awaited, where their result was meant."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail
from flake8_asyncpitfalls.rules.awaiting import (
    await_advice,
    await_fix,
    shown,
    value_use,
    works_anyway,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Instance,
    UnionValue,
    options_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

MAKING = (
    b"create_task", b"ensure_future", b"gather", b"run_in_executor", b"wrap_future", b"motor",
    b"find_one", b"count_documents", b"to_list", b"insert_one", b"session", b"tortoise", b"models",
)  # fmt: skip
"""Words without one of which a file has nothing to do with any of them."""
OF_FUTURES = frozenset({
    "add_done_callback", "cancel", "cancelled", "cancelling", "done", "exception", "get_context",
    "get_coro", "get_loop", "get_name", "get_stack", "print_stack", "remove_done_callback", "result",
    "running", "set_exception", "set_name", "set_result", "set_running_or_notify_cancel", "uncancel",
})  # fmt: skip
_FUTURE, _TASK = "asyncio.Future", "asyncio.Task"
_ANY_ATTRIBUTE = ("__getattr__", "__getattribute__")
_NO_OPERATORS = frozenset({
    "__annotations__", "__await__", "__class_getitem__", "__del__", "__doc__", "__init__", "__module__",
    "__new__", "__repr__", "__slots__", "__str__",
})  # fmt: skip
"""Special names that a class of futures may bind without taking part in any operator."""


class FutureUse(NamedTuple):
    """Where and how one is used as a value, in words for a message, with what mends it."""

    node: ast.expr
    what: str
    use: str
    advice: str
    fix: Fix | None = None


def misused_future(expr: ast.Name | ast.Call, model: SemanticModel) -> FutureUse | None:
    """The use of the future *expr* as a value; of a variable told once, where the future is made."""
    use = use_of_future(expr, model)
    if not use or is_meant_to_fail(model, expr):
        return None
    made = making_of_future(expr, model) if isinstance(expr, ast.Name) else None
    if made is None:
        return FutureUse(expr, f"the future of {shown(expr)!r}", use, "await it first")
    call = made.call
    if expr is not made.first_use:
        return None
    use = f"{use} in line {expr.lineno}"
    what, fix = f"what {shown(call)!r} gives", await_fix(call, model)
    return FutureUse(call, what, use, await_advice(call, model), fix)


def use_of_future(expr: ast.expr, model: SemanticModel) -> str:
    """How *expr* is used as a value, in words; empty where it is no future, or has that operator."""
    use = value_use(expr, model)
    if not use or works_anyway(use) or use == "a membership test" or "'with'" in use:
        return ""
    parent = model.parent(expr)
    if isinstance(parent, ast.Attribute):
        is_own = parent.attr in OF_FUTURES or parent.attr.startswith("_")
        if is_own or not isinstance(parent.ctx, ast.Load):
            return ""
    if not isinstance(model.value_of(expr), (Instance, UnionValue)):
        return ""
    if model.is_instance(expr, _FUTURE):
        return "" if _is_of_heir(expr, parent, model) else use
    return use if _is_pending(expr, model, parent) else ""


def _is_of_heir(expr: ast.expr, parent: ast.AST, model: SemanticModel) -> bool:
    """Whether a class that the future *expr* is of may have itself what *parent* asks for."""
    attribute = parent.attr if isinstance(parent, ast.Attribute) else ""
    if attribute and _is_set_on_future(attribute, model):
        return True
    future = model.types.resolve(_FUTURE)
    plain = model.types.members.mro(future.summary) if isinstance(future, ClassValue) else []
    for option in options_of(model.value_of(expr)):
        bases = model.types.members.mro(option.summary) if isinstance(option, Instance) else [None]
        for base in bases:
            if base is None or (base not in plain and _may_answer(base, attribute)):
                return True
    return False


def _may_answer(summary: ClassSummary, attribute: str) -> bool:
    """Whether the class has the *attribute*, or operators of its own where none is asked for."""
    if attribute:
        return any(map(summary.has_member, (attribute, *_ANY_ATTRIBUTE)))
    return any(
        name.startswith("__") and name.endswith("__") and name not in _NO_OPERATORS
        for name in summary.names
    )


def _is_set_on_future(attribute: str, model: SemanticModel) -> bool:
    """Whether the file sets the *attribute* on what may be a future: each takes any."""
    return any(
        not isinstance(found.ctx, ast.Load)
        and any(
            not isinstance(option, Instance)
            or model.types.members.derives_from(option.summary, _FUTURE)
            for option in options_of(model.value_of(found.value))
        )
        for found in model.uses.attributes(attribute)
    )


def _is_pending(expr: ast.expr, model: SemanticModel, parent: ast.AST) -> bool:
    """Whether *expr* does nothing until it is awaited or entered, and has not the attribute asked for."""
    if not isinstance(parent, ast.Attribute):
        return False
    members = model.types.members
    return all(
        isinstance(option, Instance)
        and members.is_marked_class(option.summary, "lazy")
        and not any(
            base is None or base.has_member(parent.attr) or base.has_member("__getattr__")
            for base in members.mro(option.summary)
        )
        for option in options_of(model.value_of(expr))
    )


class Making(NamedTuple):
    """The *call* that makes what a variable has, and the first use of the variable as a value."""

    call: ast.Call
    first_use: ast.Name


def making_of_future(name: ast.Name, model: SemanticModel) -> Making | None:
    """Where the ``await`` is missing that the variable *name* shows: at the call that it is made by.

    None where something awaits or may keep it, and for tasks, which are made to be awaited later;
    and where it is asked for what a future has itself (``done()``): who completes it in the function
    (``set_result()``) would wait for it before.
    """
    scope = model.scope_of(name)
    bindings = model.terms.bindings_read(name, scope)
    call = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "assign" else None
    if not isinstance(call, ast.Call) or bindings[0].path or model.is_instance(call, _TASK):
        return None
    reads = model.uses.reads(name.id, scope)
    used = [(read, value_use(read, model)) for read in reads]
    misused = [read for read, _ in used if use_of_future(read, model)]
    is_meant = any(read not in misused and not works_anyway(use) for read, use in used)
    if is_meant or not model.uses.is_private(name.id, scope):
        return None
    return Making(call, misused[0])
