"""Whether what a function takes is given back when something fails in between."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_RISKS = (ast.Await, ast.AsyncWith, ast.AsyncFor, ast.Raise)


def release_that_errors_skip(acquire: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The release that an exception after *acquire* skips; None where the lock is safe, or others'."""
    assert isinstance(acquire.func, ast.Attribute)
    lock = ast.unparse(acquire.func.value)
    scope = model.scope_of(acquire)
    if not _is_awaited(acquire, model):
        return None
    later: list[ast.Call] = []
    for inner in scope.walk():
        for node in inner.of_type(ast.Attribute):
            if node.attr != "release" or ast.unparse(node.value) != lock:
                continue
            call = model.parent(node)
            if inner is not scope or not isinstance(call, ast.Call) or call.func is not node:
                return None
            if _is_clean_up(call, model):
                return None
            if call.lineno > acquire.lineno:
                later.append(call)
    first = min(later, key=lambda call: call.lineno, default=None)
    if first is None or not _is_after(first, acquire, model):
        return None
    return first if any(_between(acquire, first, model)) else None


def _is_awaited(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is awaited as a statement, alone or in ``wait_for``; not as a test."""
    outer = model.parent(call)
    if isinstance(outer, ast.Call) and model.refers_to(outer.func, "asyncio.wait_for"):
        outer = model.parent(outer)
    return isinstance(outer, ast.Await) and isinstance(model.parent(outer), (ast.Expr, ast.Assign))


def _is_clean_up(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a ``finally`` or a handler of its function."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, _FUNCTIONS):
        if isinstance(parent, ast.ExceptHandler):
            return True
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.finalbody:
            return True
        child, parent = parent, model.parent(parent)
    return False


def _is_after(release: ast.Call, acquire: ast.Call, model: SemanticModel) -> bool:
    """Whether *release* stands in the block of *acquire* or deeper."""
    block = model.parent(model.statement_of(acquire))
    node: ast.AST = release
    while not isinstance(node, _FUNCTIONS):
        if node is block:
            return True
        node = model.parent(node)
    return node is block


def _between(acquire: ast.Call, release: ast.Call, model: SemanticModel) -> Iterator[ast.AST]:
    """What may be cut short between the two: waits and raised exceptions."""
    scope = model.scope_of(acquire)
    for node in walk_code(scope.body):
        line = getattr(node, "lineno", 0)
        end = getattr(model.statement_of(acquire), "end_lineno", 0)
        if isinstance(node, _RISKS) and end < line < release.lineno:
            yield node
