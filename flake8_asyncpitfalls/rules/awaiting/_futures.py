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
from flake8_asyncpitfalls.semantics.inference.values import Instance, UnionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

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
_TASK = "asyncio.Task"


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
    is_future = model.is_instance(expr, "asyncio.Future")
    return use if is_future or _is_pending(expr, model, parent) else ""


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

    None where something awaits or may keep it, and for tasks, which are made to be awaited later.
    """
    scope = model.scope_of(name)
    bindings = model.terms.bindings_read(name, scope)
    call = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "assign" else None
    if not isinstance(call, ast.Call) or bindings[0].path or model.is_instance(call, _TASK):
        return None
    reads = model.uses.reads(name.id, scope)
    used = [read for read in reads if value_use(read, model)]
    if len(used) < len(reads) or not model.uses.is_private(name.id, scope):
        return None
    return Making(call, next(read for read in used if use_of_future(read, model)))
