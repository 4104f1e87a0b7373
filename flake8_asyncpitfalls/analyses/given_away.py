"""What a function stores where others find it, hands to the object whose method it is, and reads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.semantics.source.node_fields import first_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

Given: TypeAlias = "tuple[ast.expr | None, ast.expr]"
"""What is given away, after the object that it becomes a part of, if it becomes one."""


def calls_of_self(scope: Scope) -> Iterator[ast.Call]:
    """The calls of methods of the object that the function is a method of, or of its attributes."""
    for call in scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute) and first_name(call.func) in ("self", "cls"):
            yield call


def stored_in(scope: Scope) -> Iterator[Given]:
    """What is assigned to attributes, items and variables of others."""
    outer = {name for stmt in scope.of_type(ast.Global) for name in stmt.names}
    outer |= {name for stmt in scope.of_type(ast.Nonlocal) for name in stmt.names}
    assigned: list[tuple[list[ast.expr], ast.expr | None]] = [
        (stmt.targets, stmt.value) for stmt in scope.of_type(ast.Assign)
    ]
    assigned += [([stmt.target], stmt.value) for stmt in scope.of_type(ast.AnnAssign)]
    for targets, value in assigned:
        if value is None:
            continue
        for target in targets:
            if isinstance(target, (ast.Attribute, ast.Subscript)):
                yield target.value, value
            elif getattr(target, "id", "") in outer:
                yield None, value


def gets_of(function: FunctionSummary) -> list[ast.Attribute]:
    """The attributes that *function* reads other than to call them."""
    called = {call.func for call in function.scope.of_type(ast.Call)}
    return [
        node
        for node in function.scope.of_type(ast.Attribute)
        if isinstance(node.ctx, ast.Load) and node not in called
    ]
