"""When code of one function begins and ends to run, as far as its order in the text tells."""

from __future__ import annotations

import ast
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.deciding_tests import leaves
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import place_in, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

At: TypeAlias = "tuple[int, int, int]"
"""A line, a column, and what comes after all that ends there."""
ASSIGNED, _LEFT = 1, 2


def start_of(node: ast.expr | ast.stmt) -> At:
    """When *node* begins to run."""
    return (node.lineno, node.col_offset, 0)


def end_of(node: ast.expr | ast.stmt) -> At:
    """When *node* has run to its end."""
    return (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset, 0)


def written_at(node: ast.expr, parents: Mapping[ast.AST, ast.AST]) -> At:
    """When *node* has written: an assignment does so once all of it has been worked out."""
    if isinstance(node, ast.Call):
        return end_of(node)
    line, column, _ = end_of(statement_of(node, parents))
    return (line, column, ASSIGNED)


def waits_of(scope: Scope) -> list[tuple[At, ast.AST]]:
    """When the function waits, and where, in that order."""
    return sorted(_waits(scope), key=itemgetter(0))


def _waits(scope: Scope) -> Iterator[tuple[At, ast.AST]]:
    for node in suspensions(scope.body):
        if isinstance(node, ast.AsyncWith):
            yield end_of(node.items[-1].context_expr), node
            yield (*end_of(node)[:2], _LEFT), node
        elif isinstance(node, ast.AsyncFor):
            yield end_of(node.iter), node
        elif isinstance(node, ast.expr):
            yield end_of(node), node


def leads_to(node: ast.AST, later: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether *later* may run after *node*: no branch that ends by leaving, or excludes it, is between."""
    around: dict[ast.AST, ast.AST] = {later: later}
    child = later
    # Up to the module: a default of a nested function is code of the function around that.
    while child in parents:
        around[parents[child]] = child
        child = parents[child]
    child = node
    while child not in around:
        parent = parents[child]
        if isinstance(child, ast.stmt) and (place := place_in(child, parent)):
            if parent in around:
                other = place_in(around[parent], parent)
                is_if = isinstance(parent, ast.If) and other is not None
                return not is_if or other is None or other[0] == place[0]
            if leaves(getattr(parent, place[0])):
                return False
        child = parent
    return True
