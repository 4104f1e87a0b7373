"""Threads for work with a database of SQLite, which has one writer at a time and may be in memory."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.sqlite_databases import sqlite_use
from flake8_asyncpitfalls.analyses.turns import takes_turns
from flake8_asyncpitfalls.edit import Offload, OffloadToLoop, RunInThread

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_DATABASE = "database"
_REMARK = (
    "; threads that write one SQLite file at once wait for each other, and fail after its timeout"
)


def as_sqlite_allows(fix: Fix | None, node: ast.AST, model: SemanticModel) -> Fix | None:
    """*fix*, with a word about writers; None where a thread would see another database, or break in."""
    if fix is None or not isinstance(node, ast.Call):
        return fix
    is_thread = any(isinstance(edit, (Offload, OffloadToLoop, RunInThread)) for edit in fix.edits)
    if not is_thread or _DATABASE not in model.effects_at(node):
        return fix
    use = sqlite_use(model, node)
    if use.is_in_memory or (use.is_one_connection and not takes_turns(model, node)):
        return None
    if not use.is_written or takes_turns(model, node):
        return fix
    return replace(fix, description=fix.description + _REMARK)
