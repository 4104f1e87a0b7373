"""Endpoints that await nothing: as a plain ``def`` their framework runs them in a thread."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.awaitability import is_transparent
from flake8_asyncpitfalls.analyses.endpoints import endpoint_marker, is_used
from flake8_asyncpitfalls.analyses.entry_keys import WHOLE
from flake8_asyncpitfalls.analyses.file_users import meets_others
from flake8_asyncpitfalls.analyses.loop_needs import is_loop_bound
from flake8_asyncpitfalls.analyses.loop_steps import writes_what_it_read
from flake8_asyncpitfalls.analyses.shared_iteration import goes_over_in_thread
from flake8_asyncpitfalls.analyses.shared_settings import sets_for_all
from flake8_asyncpitfalls.analyses.state_accesses import FILE, Accesses
from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.analyses.thread_affinity import belongs_to_thread
from flake8_asyncpitfalls.analyses.thread_ownership import owns_what_it_uses
from flake8_asyncpitfalls.analyses.thread_steps import may_be_step_in_thread
from flake8_asyncpitfalls.semantics.inference.values import Coroutine, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, called_in, first_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_NEEDS_LOOP = ("needs_loop", "needs_task", "loop_thread", "schedules", "awaits", "runs_loop")


def can_be_plain(model: SemanticModel, scope: Scope) -> bool:
    """Whether *scope* is an ``async def`` endpoint that would run in a thread, and rightly so."""
    # Each blocking call of the endpoint asks, and the answer is a walk through all of its body.
    known = model.analysis(_Endpoints).plain
    if scope not in known:
        known[scope] = _can_be_plain(model, scope)
    return known[scope]


def _can_be_plain(model: SemanticModel, scope: Scope) -> bool:
    node = scope.node
    # To look for waits is a walk through the body: that comes second.
    if not isinstance(node, ast.AsyncFunctionDef) or not _runs_in_thread_as_def(scope, model):
        return False
    if suspension_in(node.body) is not None or needs_loop(scope, model):
        return False
    # Requests run at the same time then: who reads state and changes it would lose the change of another.
    if is_used(scope, model) or writes_what_it_read(model, scope):
        return False
    if goes_over_in_thread(model, scope) or _shares_files(scope, model):
        return False
    if _sets_several(scope, model) or sets_for_all(model, scope):
        return False
    # What the loop has made once for all, threads make twice, and put one in the place of the other.
    return not any(may_be_step_in_thread(model, call) for call in scope.of_type(ast.Call))


def _sets_several(scope: Scope, model: SemanticModel) -> bool:
    """Whether *scope* sets two things that are the same for all requests, and belong together then.

    ``last["question"]`` of one request and ``last["answer"]`` of another are no pair.
    """
    assert isinstance(scope.node, ast.AsyncFunctionDef)
    accesses = model.analysis(Accesses).of(model.summary_of(scope.node))
    written = (one for _, one in accesses if one.is_write and one.place[0] != FILE)
    return len({(one.place, one.key) for one in written if _is_for_all(one.key)}) > 1


def _is_for_all(key: str) -> bool:
    """Whether *key* is that of all there is, or a literal: each request means the same by it."""
    return key == WHOLE or key[:1] in "'\"0123456789"


def _shares_files(scope: Scope, model: SemanticModel) -> bool:
    """Whether others write a file that *scope* reads, or read or write one that it writes.

    The loop has kept them apart: in threads they meet half of it.
    """
    return any(meets_others(model, call) for call in scope.of_type(ast.Call))


def works_on_its_own(model: SemanticModel, node: ast.AST) -> bool:
    """Whether what belongs to one thread at *node* is the endpoint's: given to it, or made for it.

    A socket that an object of the server keeps would be used by the threads of all requests.
    """
    if not isinstance(node, ast.Call):
        return True
    scope = model.scope_of(node)
    given = [arg for arg in arguments_of(node) if belongs_to_thread(model, arg)]
    roots = {first_name(expr) for expr in (node.func, *given)} | {_queried(node, model)}
    if any(root and _is_given_or_made(root, scope, model) for root in roots):
        return True
    return owns_what_it_uses(model, node)


def _queried(call: ast.Call, model: SemanticModel) -> str:
    """The variable of one thread that *call* goes on from: ``db`` of ``db.query(User).first()``."""
    expr: ast.expr = call
    while isinstance(expr, (ast.Attribute, ast.Call)):
        expr = expr.func if isinstance(expr, ast.Call) else expr.value
    return expr.id if isinstance(expr, ast.Name) and belongs_to_thread(model, expr) else ""


def works_alone(model: SemanticModel, scope: Scope) -> bool:
    """Whether all that belongs to one thread in the endpoint *scope* is its own.

    A session of the module that one of its calls works with forbids that the others change the thread.
    """
    known = model.analysis(_Endpoints).alone
    if scope not in known:
        known[scope] = all(
            works_on_its_own(model, call)
            for call in scope.of_type(ast.Call)
            if any(effect.is_thread_bound for effect in model.effects_at(call).values())
        )
    return known[scope]


class _Endpoints:
    """Which endpoints of the file work alone, and which can be plain, as far as that was asked."""

    def __init__(self, model: SemanticModel) -> None:
        self.alone: dict[Scope, bool] = {}
        self.plain: dict[Scope, bool] = {}


def _is_given_or_made(name: str, scope: Scope, model: SemanticModel) -> bool:
    """Whether *scope* got the variable as a parameter or from a call, not out of an object."""
    bindings = model.terms.table(scope).by_name.get(name, ())
    return bool(bindings) and all(
        one.kind in ("param", "with") or isinstance(one.value, ast.Call) for one in bindings
    )


def _runs_in_thread_as_def(scope: Scope, model: SemanticModel) -> bool:
    """Whether the framework would run it in a thread, and no unknown decorator has a say."""
    assert isinstance(scope.node, ast.AsyncFunctionDef)
    marker = endpoint_marker(scope, model)
    if marker is None or not marker.keywords.get("threads"):
        return False
    factories = [called_in(d) for d in scope.node.decorator_list]
    return all(is_transparent(model, factory) for factory in factories)


def needs_loop(scope: Scope, model: SemanticModel) -> bool:
    """Whether a call in *scope* makes something that only the thread of the loop can use."""
    for call in scope.of_type(ast.Call):
        if any(model.marker(call.func, name) is not None for name in _NEEDS_LOOP):
            return True
        if any(isinstance(option, Coroutine) for option in options_of(model.value_of(call))):
            return True
        if is_loop_bound(model, model.value_of(call.func)):
            return True
    libraries = ("asyncio", "trio", "anyio")
    return any(scope.names(library) for library in libraries)
