"""Whether what a function takes is given back when something fails in between."""

from __future__ import annotations

import ast
from bisect import bisect_right
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_up
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def release_that_errors_skip(acquire: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The release that an exception after *acquire* skips; None where the lock is safe, or others'."""
    assert isinstance(acquire.func, ast.Attribute)
    if not _is_awaited(acquire, model):
        return None
    uses = model.analysis(_Uses)
    first = uses.release_behind(acquire, unparsed(acquire.func.value))
    if first is None or not _is_after(first, acquire, model):
        return None
    return first if uses.is_risky_between(acquire, first) else None


class _Uses:
    """The releases and risks of each function, collected once: a function may acquire often."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._releases: dict[Scope, dict[str, list[ast.Call]]] = {}
        self._risks: dict[Scope, list[int]] = {}

    def release_behind(self, acquire: ast.Call, lock: str) -> ast.Call | None:
        """The first plain release of *lock* in a line behind *acquire*, if there are no others."""
        scope = self._model.scope_of(acquire)
        if scope not in self._releases:
            self._releases[scope] = self._plain_releases(scope)
        calls = self._releases[scope].get(lock, [])
        index = bisect_right(calls, acquire.lineno, key=lambda call: call.lineno)
        return calls[index] if index < len(calls) else None

    def _plain_releases(self, scope: Scope) -> dict[str, list[ast.Call]]:
        """The releases in *scope* by what they are of, in order of line, where there are no others."""
        model, found = self._model, dict[str, list[ast.Call]]()
        others: set[str] = set()
        for inner in scope.walk():
            for node in model.uses.attributes_in(inner, "release"):
                lock, call = unparsed(node.value), model.parent(node)
                is_call = isinstance(call, ast.Call) and call.func is node
                if inner is not scope or not is_call or is_cleaning_up(model, call):
                    others.add(lock)
                elif isinstance(call, ast.Call):
                    found.setdefault(lock, []).append(call)
        return {
            lock: sorted(calls, key=lambda call: call.lineno)
            for lock, calls in found.items()
            if lock not in others
        }

    def is_risky_between(self, acquire: ast.Call, release: ast.Call) -> bool:
        """Whether something may be cut short between the two: waits and raised exceptions."""
        scope = self._model.scope_of(acquire)
        if scope not in self._risks:
            risks: list[ast.expr | ast.stmt] = [*scope.of_type(ast.Await)]
            risks += scope.of_type(ast.AsyncWith, ast.AsyncFor, ast.Raise)
            self._risks[scope] = sorted(node.lineno for node in risks)
        lines = self._risks[scope]
        end = self._model.statement_of(acquire).end_lineno or 0
        index = bisect_right(lines, end)
        return index < len(lines) and lines[index] < release.lineno


def _is_awaited(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is awaited as a statement, alone or in ``wait_for``; not as a test."""
    outer = model.parent(call)
    if isinstance(outer, ast.Call) and model.refers_to(outer.func, "asyncio.wait_for"):
        outer = model.parent(outer)
    return isinstance(outer, ast.Await) and isinstance(model.parent(outer), (ast.Expr, ast.Assign))


def _is_after(release: ast.Call, acquire: ast.Call, model: SemanticModel) -> bool:
    """Whether *release* stands in the block of *acquire* or deeper."""
    block = model.parent(model.statement_of(acquire))
    node: ast.AST = release
    while not isinstance(node, _FUNCTIONS):
        if node is block:
            return True
        node = model.parent(node)
    return node is block
