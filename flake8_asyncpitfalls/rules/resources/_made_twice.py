"""Resources that are opened where they are missing, which two tasks may find at once.

``if self.pool is None: self.pool = await create_pool()`` and then a use of it: the function runs for each
use. Who opens it at the start, and uses nothing of it there, runs alone.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.shared_state import is_in_several_tasks, is_locked, is_shared
from flake8_asyncpitfalls.analyses.startup import is_quiet
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import first_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

STATE = "opened twice where two tasks come here at once, and one of both never closed"


def made_twice(stmt: ast.If, model: SemanticModel) -> tuple[ast.Call, str] | None:
    """The call that opens what *stmt* finds missing, and its name; None where nobody comes between."""
    missing = _missing(stmt.test)
    if missing is None or stmt.orelse or not model.scope_of(stmt).is_coroutine:
        return None
    name = unparsed(missing)
    call = next(filter(None, (_opening(inner, name, model) for inner in stmt.body)), None)
    if call is None:
        return None
    if not is_shared(missing, model) or is_locked(stmt, model) or is_quiet(model, stmt):
        return None
    is_alone = not is_in_several_tasks(model.scope_of(stmt), model)
    return None if is_alone or not _is_used_after(stmt, missing, model) else (call, name)


def lock_over(stmt: ast.If, model: SemanticModel) -> str:
    """The advice to let one task alone check and open."""
    return f"hold one {library_at(model, stmt)}.Lock over this check and what it opens"


def _missing(test: ast.expr) -> ast.Name | ast.Attribute | None:
    """What *test* finds missing: ``x`` of ``x is None`` and ``not x``."""
    match test:
        case ast.Compare(
            left=ast.Name() | ast.Attribute() as left,
            ops=[ast.Is()],
            comparators=[ast.Constant(value=None)],
        ):
            return left
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name() | ast.Attribute() as operand):
            return operand
    return None


def _opening(stmt: ast.stmt, name: str, model: SemanticModel) -> ast.Call | None:
    """The call in *stmt* that opens what is kept as *name*, itself or by a method of the same object."""
    match stmt:
        case ast.Assign(targets=[target], value=ast.Await(value=ast.Call() as call)):
            is_opened = model.marker(call.func, "must_close") is not None
            return call if is_opened and unparsed(target) == name else None
        case ast.Expr(value=ast.Await(value=ast.Call(func=ast.Attribute()) as call)):
            is_own = first_name(call.func) == "self" and name.startswith("self.")
            return call if is_own and _opens(call, name, model) else None
    return None


def _opens(call: ast.Call, name: str, model: SemanticModel) -> bool:
    """Whether *call* runs a method of this file that opens it, and holds no lock meanwhile."""
    value = model.value_of(call.func)
    if not isinstance(value, FunctionValue) or value.summary.module is not model.module:
        return False
    scope = value.summary.scope
    return not any(scope.of_type(ast.AsyncWith)) and any(
        _opening(stmt, name, model) is not None for stmt in scope.of_type(ast.Assign)
    )


def _is_used_after(stmt: ast.If, missing: ast.Name | ast.Attribute, model: SemanticModel) -> bool:
    """Whether the function goes on to use or return what it has looked for."""
    scope, end, name = model.scope_of(stmt), stmt.end_lineno or stmt.lineno, unparsed(missing)
    nodes = (
        model.uses.attributes(missing.attr)
        if isinstance(missing, ast.Attribute)
        else scope.names(missing.id)
    )
    return any(
        isinstance(node.ctx, ast.Load)
        and node.lineno > end
        and model.scope_of(node) is scope
        and unparsed(node) == name
        for node in nodes
    )
