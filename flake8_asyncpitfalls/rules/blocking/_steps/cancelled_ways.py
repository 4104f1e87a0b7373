"""Ways that a cancellation would take through a function which none could take before the new wait.

``finally: os.remove(path)``, where ``path`` is only bound after the wait: the cancellation ends as
``UnboundLocalError``. And what swallows all errors in front of ``os._exit(1)``, so that nothing keeps the
program from ending, swallows no cancellation: the program goes on.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.code_times import start_of
from flake8_asyncpitfalls.analyses.program_ends import ends_program
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete, suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_TRIES = (ast.Try, ast.TryStar)
_ALL_ERRORS = "builtins.Exception"
_ASKING = frozenset({"locals", "vars"})


def breaks_when_cancelled(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a cancellation that arrives at *call*, or at what is *moved* with it, does such a thing."""
    node = moved[0] if moved else call
    child: ast.AST = node
    while not isinstance(child, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        stmt = model.parent(child)
        if isinstance(stmt, _TRIES):
            if any(_is_unbound(name, node, model) for name in _read_then(stmt, child, node, model)):
                return True
            if child in stmt.body and _swallows(stmt, model) and _ends_after(stmt, model):
                return True
        child = stmt
    return False


def _read_then(
    stmt: ast.Try | ast.TryStar, child: ast.AST, node: ast.expr | ast.stmt, model: SemanticModel
) -> Iterator[ast.Name]:
    """The variables that a cancellation at *node*, in the part *child* of *stmt*, makes *stmt* read.

    None where one may come before *node* as it is, and for blocks that ask which there are.
    """
    if any(start_of(wait) < start_of(node) for wait in _waits_in(stmt)):
        return
    blocks = [stmt.finalbody] if child not in stmt.finalbody else []
    if child in stmt.body:
        caught = (one for one in stmt.handlers if catches_cancellation(one, model))
        blocks += [one.body for one in caught]
    for block in blocks:
        names = [one for one in walk_code(block) if isinstance(one, ast.Name)]
        own = {one.id for one in names if not isinstance(one.ctx, ast.Load)}
        if not _ASKING.intersection(one.id for one in names):
            yield from (one for one in names if one.id not in own)


def _waits_in(stmt: ast.Try | ast.TryStar) -> Iterator[ast.expr | ast.stmt]:
    for wait in suspensions(stmt.body):
        if isinstance(wait, (ast.expr, ast.stmt)):
            yield wait


def _is_unbound(name: ast.Name, node: ast.expr | ast.stmt, model: SemanticModel) -> bool:
    """Whether all that binds the local variable *name* comes with *node*, or after it."""
    scope = model.scope_of(name)
    table = model.terms.table(scope)
    if name.id in table.global_names or name.id in table.nonlocal_names:
        return False
    start = start_of(model.statement_of(node))
    places = [binding.node for binding in table.by_name.get(name.id, ())]
    return bool(places) and all(
        isinstance(place, (ast.expr, ast.stmt)) and start_of(place) >= start for place in places
    )


def _swallows(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> bool:
    """Whether all errors end at *stmt*, but no cancellation does, so that what follows runs."""
    return any(
        handler.type is not None
        and model.refers_to(handler.type, _ALL_ERRORS)
        and can_complete(handler.body)
        for handler in stmt.handlers
    )


def _ends_after(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether what stands behind *stmt* in its block ends the program."""
    place = place_in(stmt, model.parent(stmt))
    later = getattr(model.parent(stmt), place[0])[place[1] + 1 :] if place else []
    return any(
        isinstance(one, ast.Expr)
        and isinstance(one.value, ast.Call)
        and ends_program(model, model.value_of(one.value.func))
        for one in later
    )
