"""ASY6: the event-loop API."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.edit import DropArgument, ReplaceName
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.effects.display_names import hop_name
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.settings import parse_target_version
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker

GET_EVENT_LOOP = "asyncio.get_event_loop"
CAUTIOUS = {"RuntimeError", "Exception"}
"""What code catches that asks whether a loop runs."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module, ast.ClassDef)


def is_get_event_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is ``asyncio.get_event_loop()``."""
    spelling = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Attribute) and spelling != "get_event_loop":
        return False
    return model.refers_to(call.func, GET_EVENT_LOOP)


def runs_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* starts an event loop and comes back when that has stopped."""
    marker = model.marker(call.func, "runs_loop")
    if marker is None or model.marker(call.func, "changes") is not None:
        return False
    elsewhere = marker.keywords.get("elsewhere", ())
    return not any(
        keyword.arg in elsewhere and not _is_off(keyword.value) for keyword in call.keywords
    )


def _is_off(expr: ast.expr) -> bool:
    """``None``, ``False`` or one process."""
    return isinstance(expr, ast.Constant) and expr.value is not True and expr.value in (None, 0, 1)


def allows_nesting(model: SemanticModel) -> bool:
    """Whether the module uses ``nest_asyncio``, by its own name or that of a wrapper."""
    return model.source.mentions(b"nest_asyncio") or model.source.mentions(b"NestAsyncio")


def is_made_sync(call: ast.Call, model: SemanticModel) -> bool:
    """``async_to_sync(f)()``: it runs a loop for each call."""
    callee = model.value_of(call.func)
    return (
        isinstance(callee, FunctionValue) and callee.call_kind == "sync" and callee.summary.is_async
    )


def advice_for_run(call: ast.Call, model: SemanticModel) -> str:
    """What to do instead of *call*, which starts a loop where one runs."""
    if not model.may_await(call):
        return "schedule the work on that loop"
    marker = model.marker(call.func, "runs_loop")
    instead = marker.keywords.get("instead") if marker is not None else None
    if instead:
        return f"use 'await {instead}(...)'"
    if call.args and isinstance(call.args[0], ast.Call) and coroutine_of(model, call.args[0]):
        return f"use 'await {unparsed(call.args[0].func)}(...)'"
    return "await the work itself"


def way_of(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """Where the call of *effect* stands and how *node* leads to it, as words of a message."""
    *ways, last = effect.hops
    first = hop_name(model.spelled(node), effect.first_callee)
    via = "".join(f" via {hop.what} ({hop.path}:{hop.line})" for hop in ways)
    return f" ({last.path}:{last.line}), called by {first!r}{via},"


def is_receiver_of_run(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is the loop in ``loop.run_until_complete(...)`` or ``loop.run_forever()``."""
    parent = model.parent(expr)
    if not isinstance(parent, ast.Attribute):
        return False
    call = model.parent(parent)
    return isinstance(call, ast.Call) and call.func is parent and runs_loop(call, model)


def is_repeated(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a loop of statements of its function."""
    while not isinstance(node, ast.stmt) or not isinstance(model.parent(node), _SCOPES):
        node = model.parent(node)
        if isinstance(node, (ast.For, ast.While)):
            return True
    return False


def outdated(marker: Marker, model: SemanticModel) -> str:
    """What is wrong, for the target Python, with something marked as removed; '' if nothing."""
    removed = str(marker.argument(0))
    deprecated = str(marker.keywords.get("deprecated", removed))
    if model.runs_on_python(*parse_target_version(removed)):
        return f"is gone since Python {removed}"
    if model.runs_on_python(*parse_target_version(deprecated)):
        return f"is deprecated since Python {deprecated} and goes in Python {removed}"
    return ""


def replacement(expr: ast.expr, marker: Marker) -> Fix | None:
    """Write the successor that *marker* names for *expr*; None where it only has words."""
    instead = str(marker.argument(1))
    if not re.fullmatch(r"\w+(\.\w+)+", instead):
        return None
    return Fix(Applicability.SAFE, f"use {instead}", (ReplaceName(Span.of(expr), instead),))


def without_argument(call: ast.Call, name: str, marker: Marker, model: SemanticModel) -> Fix:
    """Leave the argument *name* out: safe where the target Python would only raise."""
    removed = parse_target_version(str(marker.argument(0)))
    is_gone = model.runs_on_python(*removed, at=call)
    applicability = Applicability.SAFE if is_gone else Applicability.UNSAFE
    return Fix(applicability, f"leave {name}= out", (DropArgument(Span.of(call), name),))


def is_guarded(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* runs only after a look at the Python version, or its failure is caught.

    So does what is tried where a name is missing: the successor, or what another release has.
    """
    if is_tried(node, model, _MISSING) or is_after_failure(node, model, _NOT_THERE):
        return True
    return any(
        isinstance(parent, (ast.If, ast.IfExp)) and _looks_at_version(parent.test)
        for parent in _around(node, model)
    )


def is_tried(node: ast.AST, model: SemanticModel, names: set[str]) -> bool:
    """Whether *node* stands in a ``try`` that catches one of these builtin exceptions."""
    child = node
    for parent in _around(node, model):
        if isinstance(parent, ast.Try) and child in parent.body and catches(parent, names):
            return True
        child = parent
    return False


def is_fallback(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands where something else has failed, or in a branch on the platform."""
    return any(
        isinstance(parent, ast.ExceptHandler)
        or (isinstance(parent, ast.If) and _looks_at_platform(parent.test))
        for parent in _around(node, model)
    )


def is_after_failure(node: ast.AST, model: SemanticModel, names: set[str]) -> bool:
    """Whether *node* stands in a handler for one of the builtin exceptions *names*, or for all."""
    return any(
        isinstance(parent, ast.ExceptHandler) and _is_for(parent, names)
        for parent in _around(node, model)
    )


def _around(node: ast.AST, model: SemanticModel) -> Iterator[ast.AST]:
    """The nodes that hold *node*, from the inside out, without the module."""
    parent = model.parent(node)
    while not isinstance(parent, ast.Module):
        yield parent
        parent = model.parent(parent)


_NOT_THERE = {"AttributeError", "ImportError", "ModuleNotFoundError"}
_MISSING = {"AttributeError", "ImportError", "TypeError", "Exception", "ModuleNotFoundError"}


def catches(stmt: ast.Try, names: set[str]) -> bool:
    """Whether a handler of *stmt* is for one of these builtin exceptions, or for all."""
    return any(_is_for(handler, names) for handler in stmt.handlers)


def _is_for(handler: ast.ExceptHandler, names: set[str]) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(expr, ast.Name) and expr.id in names for expr in types)


def _looks_at_version(test: ast.expr) -> bool:
    for node in walked(test):
        name = last_name(node)
        if name in ("version_info", "hasattr") or name.startswith(("PY3", "PYTHON", "IS_PY")):
            return True
    return False


def is_at_import(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node*, of a module or class body, runs with the module and is not just tried."""
    scope = model.scope_of(node)
    while scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    is_import = scope.kind == "module" and not model.source.is_notebook
    return is_import and not is_tried(node, model, CAUTIOUS)


def _looks_at_platform(test: ast.expr) -> bool:
    names = {getattr(node, "attr", getattr(node, "id", "")) for node in walked(test)}
    return bool(names & {"platform", "system", "name", "hasattr"}) or any(
        "windows" in str(name).lower() for name in names
    )


def assigned_name(call: ast.Call, model: SemanticModel) -> str:
    """The variable that the statement ``name = call`` binds; '' where it is another statement."""
    stmt = model.parent(call)
    if isinstance(stmt, ast.Assign) and len(stmt.targets) == 1:
        target = stmt.targets[0]
        return target.id if isinstance(target, ast.Name) else ""
    if isinstance(stmt, ast.AnnAssign) and isinstance(stmt.target, ast.Name):
        return stmt.target.id
    return ""


def is_never_evaluated(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* stands in an annotation that Python only reads."""
    child: ast.AST = expr
    parent = model.parent(child)
    while isinstance(parent, ast.expr):
        child, parent = parent, model.parent(parent)
    is_lazy = model.source.mentions(b"from __future__ import annotations")
    if isinstance(parent, ast.AnnAssign) and child is parent.annotation:
        return is_lazy or model.scope_of(parent).kind == "function"
    is_returned = isinstance(parent, _FUNCTIONS) and child is parent.returns
    return is_lazy and (is_returned or isinstance(parent, ast.arg))


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
