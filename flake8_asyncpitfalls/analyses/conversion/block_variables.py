"""Variables that a function shares with what is nested in it, and those that it had better be given.

A function in the body of a loop sees what the loop's variables are when it runs. Where it is over before
the next round that makes no difference, but readers and linters (B023 of flake8-bugbear) must look for
it: a parameter says it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def is_variable_of(name: ast.Name, scope: Scope, model: SemanticModel) -> bool:
    """Whether *name*, here or in what is nested in it, may be the variable of *scope*."""
    inner: Scope | None = model.scope_of(name)
    while inner is not None and inner is not scope:
        if name.id in model.terms.table(inner).by_name:
            return False
        inner = inner.parent
    return True


def is_return_of(after: Sequence[ast.stmt], stmts: Sequence[ast.stmt]) -> bool:
    """Whether *after* begins with the ``return`` of variables that *stmts* bind, and of nothing else."""
    if not after or not isinstance(after[0], ast.Return) or after[0].value is None:
        return False
    given = after[0].value
    parts = given.elts if isinstance(given, ast.Tuple) else [given]
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    bound = {
        node.id
        for node in walk_code(stmts)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return len(names) == len(parts) and names <= bound


def start_of_filled(stmts: Sequence[ast.stmt], first: int, last: int) -> int:
    """The number of the first of the assignments right before *first* of what *first* to *last* fill.

    ``rows = []`` before ``for line in file: rows.append(line)``: who calls a function for that, gets it.
    """
    filled = set()
    for node in walk_code(stmts[first : last + 1]):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if (
                attr in CHANGING
            ):
                filled.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                filled.add(name)
    while first and _makes_empty(stmts[first - 1], filled):
        first -= 1
    return first


def _makes_empty(stmt: ast.stmt, names: set[str]) -> bool:
    return is_new_container(value_bound(stmt, names))


def value_bound(stmt: ast.stmt, names: set[str]) -> ast.expr | None:
    """What *stmt* binds one of the variables *names* to, and nothing else; None where it does not."""
    match stmt:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=value)
        ) if name in names:
            return value
    return None


def is_new_container(value: ast.expr | None) -> bool:
    """Whether *value* makes a list, dict or set that holds nothing yet."""
    match value:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(id="set" | "dict" | "list"), args=[], keywords=[]):
            return True
    return False


def loop_names(model: SemanticModel, stmts: Sequence[ast.stmt], scope: Scope) -> list[str]:
    """The variables that a loop of *scope* around *stmts* binds and they only read, in their order."""
    loop = _outermost_loop(model, stmts[0], scope)
    if loop is None:
        return []
    table = model.terms.table(scope)
    bound = model.analysis(_BoundInLoops).names(loop, scope)
    bound -= table.global_names | table.nonlocal_names
    nodes = [node for stmt in stmts for node in ast.walk(stmt) if isinstance(node, ast.Name)]
    own = {name.id for name in nodes if not isinstance(name.ctx, ast.Load)}
    own |= {
        node.name
        for stmt in stmts
        for node in ast.walk(stmt)
        if isinstance(node, ast.ExceptHandler) and node.name
    }
    nodes.sort(key=lambda name: (name.lineno, name.col_offset))
    read = (name for name in nodes if name.id in bound and name.id not in own)
    return list(dict.fromkeys(name.id for name in read if is_variable_of(name, scope, model)))


def _outermost_loop(model: SemanticModel, stmt: ast.stmt, scope: Scope) -> ast.stmt | None:
    found, around = None, model.parent(stmt)
    while around is not scope.node and not isinstance(around, ast.Module):
        if isinstance(around, _LOOPS):
            found = around
        around = model.parent(around)
    return found


class _BoundInLoops:
    """What each loop binds: many blocks may stand in one."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.stmt, frozenset[str]] = {}

    def names(self, loop: ast.stmt, scope: Scope) -> frozenset[str]:
        """The variables of *scope* that are assigned to anywhere in *loop*."""
        if loop not in self._known:
            self._known[loop] = frozenset(
                node.id
                for node in walk_code([loop])
                if isinstance(node, ast.Name)
                and isinstance(node.ctx, ast.Store)
                and self._model.scope_of(node) is scope
            )
        return self._known[loop]
