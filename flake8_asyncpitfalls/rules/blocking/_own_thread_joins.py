"""Joins of the thread that the coroutine itself runs in: they fail at once, and keep nobody waiting.

``self._thread = Thread(target=self._run)``, where ``_run`` runs ``self._loop``: what is handed to that
loop, or run by it, cannot wait for the thread to end, in the loop or in another thread. Which thread it
is tells the text of what it is kept in.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import mentions_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_JOIN, _THREAD = "threading.Thread.join", "threading.Thread"
_MOST_CALLERS = 8


def joins_own_thread(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* joins, itself or in this file, a thread that may be its own."""
    if effect.name != _JOIN:
        return False
    join = _joining(node, effect, model)
    if join is None or not isinstance(join.func, ast.Attribute):
        return False
    thread = ast.unparse(join.func.value)
    return any(
        _may_run_in(model.scope_of(node), target, model, set())
        for target in _targets(thread, model.scope_of(join), model)
    )


def _joining(node: ast.AST, effect: Effect, model: SemanticModel) -> ast.Call | None:
    """The call of ``join`` that *effect* ends at, if it stands in this file."""
    if not effect.hops:
        return node if isinstance(node, ast.Call) else None
    line = effect.hops[-1].line
    joins = [call for scope in model.scopes for call in scope.of_type(ast.Call)]
    found = [call for call in joins if call.lineno == line and last_name(call.func) == "join"]
    return found[0] if found and model.refers_to(found[0].func, _JOIN) else None


def _targets(thread: str, user: Scope, model: SemanticModel) -> Iterator[ast.expr]:
    """What the threads run that are made for the variable or attribute *thread*."""
    is_own = thread.startswith("self.")
    for scope in model.scopes:
        if is_own and scope.enclosing_class is not user.enclosing_class:
            continue
        stmts: list[ast.Assign | ast.AnnAssign] = scope.of_type(ast.Assign, ast.AnnAssign)
        for stmt in stmts:
            targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
            call = stmt.value
            if isinstance(call, ast.Call) and thread in map(ast.unparse, targets):
                if model.refers_to(call.func, _THREAD):
                    yield from model.arguments_marked(call, "offloads")


def _may_run_in(scope: Scope, target: ast.expr, model: SemanticModel, seen: set[Scope]) -> bool:
    """Whether the function *scope* may run in a thread that runs *target*."""
    seen.add(scope)
    if len(seen) > _MOST_CALLERS or not scope.is_function or isinstance(scope.node, ast.Lambda):
        return False
    if scope.name == last_name(target):
        return True
    loops = _loops_of(target, model)
    for mention in mentions_of(scope, model):
        if _is_given_to(mention, loops, model):
            return True
        caller, call = model.scope_of(mention), model.parent(mention)
        is_called = isinstance(call, ast.Call) and call.func is mention
        if is_called and caller not in seen and _may_run_in(caller, target, model, seen):
            return True
    return False


def _loops_of(target: ast.expr, model: SemanticModel) -> set[str]:
    """The loops that *target*, the function of a thread, runs, as texts."""
    if isinstance(target, ast.Attribute) and target.attr.startswith("run_"):
        return {ast.unparse(target.value)}
    return {
        ast.unparse(call.func.value)
        for scope in model.scopes
        if scope.is_function and scope.name == last_name(target)
        for call in scope.of_type(ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr.startswith("run_")
    }


def _is_given_to(mention: ast.expr, loops: set[str], model: SemanticModel) -> bool:
    """Whether the function named by *mention*, or its coroutine, is given to one of *loops*."""
    given: ast.AST = mention
    if isinstance(model.parent(given), ast.Call) and model.parent(given).func is given:  # type: ignore[attr-defined]
        given = model.parent(given)
    outer = model.parent(given)
    if not isinstance(outer, ast.Call) or outer.func is given:
        return False
    owner = [outer.func.value] if isinstance(outer.func, ast.Attribute) else []
    return any(ast.unparse(part) in loops for part in (*owner, *outer.args))
