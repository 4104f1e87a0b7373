"""ASY6: the event-loop API."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.settings import parse_target_version

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.marks import Marker
    from flake8_asyncpitfalls.semantics.model import SemanticModel

GET_EVENT_LOOP = "asyncio.get_event_loop"


def is_get_event_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is ``asyncio.get_event_loop()``."""
    spelling = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Attribute) and spelling != "get_event_loop":
        return False
    return model.refers_to(call.func, GET_EVENT_LOOP)


def runs_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* starts an event loop and comes back when that has stopped."""
    marker = model.marker(call.func, "runs_loop")
    return marker is not None and model.marker(call.func, "changes") is None


def is_receiver_of_run(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is the loop in ``loop.run_until_complete(...)`` or ``loop.run_forever()``."""
    parent = model.parent(expr)
    if not isinstance(parent, ast.Attribute):
        return False
    call = model.parent(parent)
    return isinstance(call, ast.Call) and call.func is parent and runs_loop(call, model)


def outdated(marker: Marker, model: SemanticModel) -> str:
    """What is wrong with something that is marked as removed, for the target Python; '' if nothing."""
    removed = str(marker.argument(0))
    deprecated = str(marker.keywords.get("deprecated", removed))
    target = model.settings.target_version
    if target >= parse_target_version(removed):
        return f"is gone since Python {removed}"
    if target >= parse_target_version(deprecated):
        return f"is deprecated since Python {deprecated} and goes in Python {removed}"
    return ""


def is_guarded(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* runs only after a look at the Python version, or its failure is caught."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, ast.Module):
        if isinstance(parent, ast.If | ast.IfExp) and _looks_at_version(parent.test):
            return True
        if isinstance(parent, ast.Try) and child in parent.body and catches(parent, _MISSING):
            return True
        child, parent = parent, model.parent(parent)
    return False


_MISSING = {"AttributeError", "ImportError", "TypeError", "Exception", "ModuleNotFoundError"}


def catches(stmt: ast.Try, names: set[str]) -> bool:
    """Whether a handler of *stmt* is for one of these builtin exceptions, or for all."""
    for handler in stmt.handlers:
        if handler.type is None:
            return True
        types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        if any(isinstance(expr, ast.Name) and expr.id in names for expr in types):
            return True
    return False


def _looks_at_version(test: ast.expr) -> bool:
    for node in ast.walk(test):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if name in ("version_info", "hasattr") or name.startswith(("PY3", "PYTHON", "IS_PY")):
            return True
    return False


def is_at_import(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node*, of a module or class body, runs with the module and is no cautious question."""
    scope = model.scope_of(node)
    while scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    return scope.kind == "module" and not is_fallback(node, model, {"RuntimeError", "Exception"})


def is_fallback(node: ast.AST, model: SemanticModel, names: set[str] | None = None) -> bool:
    """Whether *node* is tried, or stands where something else failed or cannot be.

    *names* are the exceptions that a ``try`` around it must catch; without them its handlers, and
    branches on the platform, count.
    """
    child, parent = node, model.parent(node)
    while not isinstance(parent, ast.Module):
        if names and isinstance(parent, ast.Try) and child in parent.body:
            if catches(parent, names):
                return True
        if not names and isinstance(parent, ast.ExceptHandler):
            return True
        if not names and isinstance(parent, ast.If) and _looks_at_platform(parent.test):
            return True
        child, parent = parent, model.parent(parent)
    return False


def _looks_at_platform(test: ast.expr) -> bool:
    names = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(test)}
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
