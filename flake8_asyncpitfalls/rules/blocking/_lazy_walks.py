"""Calls whose work is done by whoever goes over what they give: ``path.rglob("*")``, ``os.walk``.

The thread makes the list: ``for path in await asyncio.to_thread(list, folder.rglob("*")):``. A builtin
that goes over it at once is what runs there: ``await asyncio.to_thread(sorted, folder.rglob("*"))``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock
from flake8_asyncpitfalls.edit import AddAwait, InsertArgument, Offload, WrapExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import thread_runner
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_TAKING = frozenset({
    "all", "any", "dict", "frozenset", "len", "list", "max", "min", "set", "sorted", "sum", "tuple",
})  # fmt: skip
"""Builtins that go over their argument before they return."""
_PASSING_ON = frozenset({"enumerate", "filter", "map", "zip"})


def walk_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """What goes over the result of *call* does that in a thread; None where nothing certainly does."""
    runner, parent = thread_runner(model, call), model.parent(call)
    if not runner or is_under_lock(model, call):
        return None
    if isinstance(parent, ast.Call) and _builtin(parent, model) in _TAKING:
        span = Span.of(parent)
        if parent.args[:1] != [call] or not can_await(model, parent):
            return None
        edits = (Offload(span, runner), AddAwait(span))
        words = f"use 'await {runner}({_builtin(parent, model)}, ...)'"
        return Fix(Applicability.UNSAFE, words, edits)
    if (
        not _is_gone_over(call, model)
        or not can_await(model, call)
        or _means_other_list(model, call)
    ):
        return None
    span = Span.of(call)
    listing = (WrapExpression(span, runner), InsertArgument(span, 0, "list"), AddAwait(span))
    return Fix(Applicability.UNSAFE, f"use 'await {runner}(list, ...)'", listing)


def _builtin(call: ast.Call, model: SemanticModel) -> str:
    return model.name_of(call.func).removeprefix("builtins.")


def _is_gone_over(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a loop goes over what *call* gives, and does not tell it where to go on."""
    child: ast.AST = call
    parent = model.parent(child)
    while isinstance(parent, ast.Call) and _builtin(parent, model) in _PASSING_ON:
        child, parent = parent, model.parent(parent)
    if isinstance(parent, ast.comprehension):
        return parent.iter is child
    if isinstance(parent, ast.Assign):
        return _is_variable_gone_over(parent, model)
    return isinstance(parent, ast.For) and parent.iter is child and not _is_pruned(parent, model)


def _is_variable_gone_over(stmt: ast.Assign, model: SemanticModel) -> bool:
    """Whether *stmt* binds a variable that is only gone over, by loops and builtins."""
    match stmt.targets:
        case [ast.Name(id=name)]:
            scope = model.scope_of(stmt)
        case _:
            return False
    bound = model.terms.table(scope).by_name.get(name, ())
    reads = model.uses.reads(name, scope)
    if len(bound) != 1 or not reads or not model.uses.is_private(name, scope):
        return False
    users = [(read, model.parent(read)) for read in reads]
    return all(
        getattr(user, "iter", None) is read
        or (isinstance(user, ast.Call) and _builtin(user, model) in _TAKING)
        for read, user in users
    )


def _is_pruned(loop: ast.For, model: SemanticModel) -> bool:
    """Whether the body uses the folders that ``os.walk`` is about to enter otherwise than to go over them."""
    match loop.target:
        case ast.Tuple(elts=[_, ast.Name(id=folders), _]):
            pass
        case _:
            return False
    return any(
        isinstance(node, ast.Name)
        and node.id == folders
        and not (
            isinstance(over := model.parent(node), (ast.For, ast.comprehension))
            and over.iter is node
        )
        for stmt in loop.body
        for node in ast.walk(stmt)
    )


def _means_other_list(model: SemanticModel, node: ast.AST) -> bool:
    """Whether ``list`` is something else at *node*."""
    scope: Scope | None = model.scope_of(node)
    while scope is not None:
        if scope.kind != "class" and "list" in model.terms.table(scope).by_name:
            return True
        scope = scope.parent
    return False
