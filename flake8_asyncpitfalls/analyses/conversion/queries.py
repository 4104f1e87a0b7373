"""``session.query(...)`` of SQLAlchemy as a statement that any session executes.

A chain from ``query`` to what runs it (``first``, ``all``, a loop …) in one expression becomes
``select(...)`` with the same clauses; what the query asks for tells whether it gives objects or rows.
A chain that nothing runs, a part of another statement, becomes one too. A variable may keep a query: it
keeps the statement then, and each chain that runs it executes it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.kept_queries import KeptQueries
from flake8_asyncpitfalls.analyses.conversion.query_chains import (
    CLAUSES,
    QueryError,
    chain_of,
    is_session_query,
    name_of_clause,
    root_query,
)
from flake8_asyncpitfalls.analyses.conversion.query_writing import Statement, Writing

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

__all__ = ["QueryError", "Statement", "as_statements"]


def as_statements(
    model: SemanticModel, query: ast.Attribute, *, is_unique: bool = False
) -> list[Statement]:
    """What becomes of the chain that begins with *query* of a session; raises QueryError.

    Nothing where it stands in another chain, which brings it along. *is_unique*: as the classes of the
    project say, objects are loaded along with others by a join, and come several times then.
    """
    start = model.parent(query)
    assert isinstance(start, ast.Call)
    if _is_in_another(model, start):
        return []
    chain = chain_of(model, start)
    if chain.variable is None:
        done = Writing(model, start, (), is_unique=is_unique).done(chain)
        return [] if done is None else [done]
    kept = KeptQueries(model, chain)
    known = [
        clause
        for one in (*kept.begun, *kept.read)
        if one.variable is not None
        for clause in one.clauses
    ]
    writing = Writing(model, start, known, is_unique=is_unique)
    made = [writing.made(chain)]
    if start is kept.begun[0].start:
        made += [
            writing.made(one) if one.variable is not None else writing.done(one)
            for one in kept.read
        ]
    return [one for one in made if one is not None]


def _is_in_another(model: SemanticModel, query: ast.expr) -> bool:
    """Whether *query* stands in the arguments of a chain that is written anew with them."""
    node: ast.AST = query
    while not isinstance(node, ast.stmt):
        parent = model.parent(node)
        call = model.parent(parent) if isinstance(parent, ast.keyword) else parent
        if isinstance(call, ast.Call) and call.func is not node and _is_written(model, call):
            return True
        node = parent
    return False


def _is_written(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* is a part of a chain of which more than the beginning is written anew."""
    if is_session_query(model, call):
        return True
    func = call.func
    if not isinstance(func, ast.Attribute):
        return False
    root = root_query(model, call if name_of_clause(call) in CLAUSES else func.value)
    return root is not None and chain_of(model, root).variable is None
