"""Executors that are shut down before others on the loop are told: nobody may hand them work meanwhile.

``self.pool.shutdown()`` and ``self.pool = None`` are one step for the loop, and so is the cancellation of
the task that hands it work. With a wait between them that task goes on, and its next ``run_in_executor``
raises RuntimeError. Where nothing of the kind follows, it would raise later as well.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.rules.blocking._executor_pools import EXECUTOR, is_handed_work
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ENDING, _STOPPING = "shutdown", "cancel"


def ends_pool_in_use(call: ast.Call, model: SemanticModel) -> bool:
    """Whether others may hand work to what *call* shuts down, but for what follows it in the same step."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != _ENDING:
        return False
    pool = func.value
    if not isinstance(pool, ast.Attribute) or not model.is_instance(pool, EXECUTOR):
        return False
    users = set(_users(pool, call, model))
    return bool(users) and any(_stops(node, users, model) for node in _following(call, model))


def _users(pool: ast.Attribute, call: ast.Call, model: SemanticModel) -> Iterator[Scope]:
    """The other functions of the class that hand work to *pool*."""
    own = model.scope_of(call)
    for mention in model.uses.attributes(pool.attr):
        scope = model.scope_of(mention)
        is_beside = scope is not own and scope.enclosing_class is own.enclosing_class
        if is_beside and is_handed_work(mention, model):
            yield scope


def _following(call: ast.Call, model: SemanticModel) -> Iterator[ast.Attribute | ast.Call]:
    """What the function of *call* still does after it before anything else can run."""
    scope, end = model.scope_of(call), end_of(call)
    later = sorted(
        at for at, wait in waits_of(scope) if end < at and leads_to(call, wait, model.terms.parents)
    )
    nodes: list[ast.Attribute | ast.Call] = [
        *scope.of_type(ast.Attribute),
        *scope.of_type(ast.Call),
    ]
    for node in nodes:
        if end < start_of(node) and not (later and later[0] < start_of(node)):
            if leads_to(call, node, model.terms.parents):
                yield node


def _stops(node: ast.Attribute | ast.Call, users: set[Scope], model: SemanticModel) -> bool:
    """Whether *node* keeps *users* from going on: it cancels something, or sets what they look at."""
    if isinstance(node, ast.Attribute):
        is_set = not isinstance(node.ctx, ast.Load)
        return is_set and any(model.scope_of(n) in users for n in model.uses.attributes(node.attr))
    if isinstance(node.func, ast.Attribute) and node.func.attr == _STOPPING:
        return True
    return any(
        isinstance(option, FunctionValue)
        and any(one.attr == _STOPPING for one in option.summary.scope.of_type(ast.Attribute))
        for option in options_of(model.value_of(node.func))
    )
