"""Joins of the thread that the coroutine itself runs in: they fail at once, and keep nobody waiting.

``self._thread = Thread(target=self._run)``, where ``_run`` runs ``self._loop``: what is handed to that
loop, or run by it, cannot wait for the thread to end, in the loop or in another thread. So it is with
``Thread(target=asyncio.run, args=(self._main(),))`` and what ``_main`` calls. Which thread it is tells the
text of what it is kept in.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import mentions_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_JOIN, _THREAD = "threading.Thread.join", "threading.Thread"
_RUN = "run_"
"""How the methods of a loop begin that run it."""
_MOST_CALLERS = 8


def joins_own_thread(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* joins, itself or in this file, a thread that may be its own."""
    if effect.name != _JOIN:
        return False
    join = _joining(node, effect, model)
    if join is None or not isinstance(join.func, ast.Attribute):
        return False
    thread, user = unparsed(join.func.value), model.scope_of(join)
    owner = user.enclosing_class if thread.startswith("self.") else None
    targets = model.analysis(_Threads).targets.get((thread, owner), ())
    return any(_may_run_in(model.scope_of(node), target, model, set()) for target in targets)


def _joining(node: ast.AST, effect: Effect, model: SemanticModel) -> ast.Call | None:
    """The call of ``join`` that *effect* ends at, if it stands in this file."""
    if not effect.hops:
        return node if isinstance(node, ast.Call) else None
    return model.analysis(_Threads).joins.get(effect.hops[-1].line)


class _Threads:
    """What the threads of one file run."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._loops: dict[str, set[str]] = {}
        self.targets: defaultdict[tuple[str, Scope | None], list[ast.expr]] = defaultdict(list)
        """By the variable or attribute that keeps the thread, and its class."""
        self.joins: dict[int, ast.Call] = {}
        """The calls of ``join`` by their lines, 1-based."""
        for scope in model.scopes:
            for call in scope.of_type(ast.Call):
                if last_name(call.func) == "join" and model.refers_to(call.func, _JOIN):
                    self.joins[call.lineno] = call
            stmts: list[ast.Assign | ast.AnnAssign] = scope.of_type(ast.Assign, ast.AnnAssign)
            for stmt in stmts:
                self._note(stmt, scope)

    def _note(self, stmt: ast.Assign | ast.AnnAssign, scope: Scope) -> None:
        call = stmt.value
        if not isinstance(call, ast.Call) or not self._model.refers_to(call.func, _THREAD):
            return
        for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
            name = unparsed(target)
            owner = scope.enclosing_class if name.startswith("self.") else None
            for started in self._model.arguments_marked(call, "offloads"):
                self.targets[name, owner] += [started, *_coroutines_of(started, call)]

    def loops_of(self, target: ast.expr) -> set[str]:
        """The loops that *target*, the function of a thread, runs, as texts."""
        if isinstance(target, ast.Attribute) and target.attr.startswith(_RUN):
            return {unparsed(target.value)}
        name = last_name(target)
        if name not in self._loops:
            self._loops[name] = {
                unparsed(call.func.value)
                for scope in self._model.scopes
                if scope.is_function and not scope.is_coroutine and scope.name == name
                for call in scope.of_type(ast.Call)
                if isinstance(call.func, ast.Attribute) and call.func.attr.startswith(_RUN)
            }
        return self._loops[name]


def _coroutines_of(started: ast.expr, thread: ast.Call) -> list[ast.expr]:
    """The functions whose coroutines *started*, which *thread* runs, runs itself: ``asyncio.run`` does."""
    given: list[ast.expr] = []
    body = started.body if isinstance(started, ast.Lambda) else None
    if isinstance(body, ast.Call):
        started, given = body.func, body.args
    else:
        for keyword in thread.keywords:
            if keyword.arg == "args" and isinstance(keyword.value, (ast.Tuple, ast.List)):
                given = keyword.value.elts
    is_run = last_name(started) == "run" or last_name(started).startswith(_RUN)
    return [one.func for one in given[:1] if is_run and isinstance(one, ast.Call)]


def _may_run_in(scope: Scope, target: ast.expr, model: SemanticModel, seen: set[Scope]) -> bool:
    """Whether the function *scope* may run in a thread that runs *target*."""
    seen.add(scope)
    if len(seen) > _MOST_CALLERS or not scope.is_function or isinstance(scope.node, ast.Lambda):
        return False
    if scope.name == last_name(target):
        return True
    loops = model.analysis(_Threads).loops_of(target)
    for mention in mentions_of(scope, model):
        if _is_given_to(mention, loops, model):
            return True
        caller, call = model.scope_of(mention), model.parent(mention)
        is_called = isinstance(call, ast.Call) and call.func is mention
        if is_called and caller not in seen and _may_run_in(caller, target, model, seen):
            return True
    return False


def _is_given_to(mention: ast.expr, loops: set[str], model: SemanticModel) -> bool:
    """Whether the function named by *mention*, or its coroutine, is given to one of *loops*."""
    given: ast.AST = mention
    if isinstance(model.parent(given), ast.Call) and model.parent(given).func is given:  # type: ignore[attr-defined]
        given = model.parent(given)
    outer = model.parent(given)
    if not isinstance(outer, ast.Call) or outer.func is given:
        return False
    owner = [outer.func.value] if isinstance(outer.func, ast.Attribute) else []
    return any(unparsed(part) in loops for part in (*owner, *outer.args))
