"""Statements that work with an object of one request (see request_objects), and may run in a thread.

From the first to the last that have to do with it, and nothing that waits between them: what the endpoint
does between two waits. Where all of that may not run in a thread, what ends before a ``return``, and then
only the statements that do nothing else.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.conversion.request_objects import is_of_request
from flake8_asyncpitfalls.analyses.conversion.thread_blocks import ThreadBlock, thread_block_at
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_Runs: TypeAlias = "dict[int, tuple[int, int]]"
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)


def request_block_around(model: SemanticModel, call: ast.Call) -> ThreadBlock | None:
    """The statements that work with the object of a request that *call* works with, for one thread."""
    names = frozenset(
        node.id
        for node in walk_code([call])
        if isinstance(node, ast.Name) and is_of_request(model, node)
    )
    return model.analysis(_RequestBlocks).around(call, names) if names else None


class _RequestBlocks:
    """Answers for one file; all calls between two waits have one."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._waits: dict[ast.stmt, bool] = {}
        self._runs: dict[tuple[ast.stmt, frozenset[str]], list[_Runs]] = {}

    def around(self, call: ast.Call, names: frozenset[str]) -> ThreadBlock | None:
        """The statements around *call* that work with the objects *names*, if they may run in a thread."""
        stmt = self._outermost(self._model.statement_of(call))
        holder = self._model.parent(stmt)
        place = place_in(stmt, holder) if isinstance(holder, ast.stmt) else None
        if place is None or self._has_waits(stmt):
            return None
        block, at = place
        stmts = getattr(holder, block)
        key = stmts[0], names
        if key not in self._runs:
            self._runs[key] = list(self._runs_of(stmts, names))
        for runs in self._runs[key]:
            run = runs.get(at)
            if run is None or (run[0] == run[1] and isinstance(stmts[at], _SIMPLE)):
                continue
            found = thread_block_at(self._model, holder, block, *run)
            if found is not None:
                return found
        return None

    def _outermost(self, stmt: ast.stmt) -> ast.stmt:
        """The largest statement around *stmt* in its function in which nothing waits."""
        while True:
            around = self._model.parent(stmt)
            if isinstance(around, ast.ExceptHandler):
                around = self._model.parent(around)
            if not isinstance(around, ast.stmt) or isinstance(around, ast.AsyncFunctionDef):
                return stmt
            if self._has_waits(around):
                return stmt
            stmt = around

    def _has_waits(self, stmt: ast.stmt) -> bool:
        if stmt not in self._waits:
            self._waits[stmt] = any(suspensions([stmt]))
        return self._waits[stmt]

    def _runs_of(self, stmts: Sequence[ast.stmt], names: frozenset[str]) -> Iterator[_Runs]:
        """For each number of *stmts* the first and the last of those that may move, the longest first."""
        is_touching = [_touches(stmt, names) for stmt in stmts]
        are_waiting = [self._has_waits(stmt) for stmt in stmts]
        are_leaving = [any(leaving([stmt])) for stmt in stmts]
        between = _parted(is_touching, are_waiting)
        yield between
        last_wait = max((n for n, waits in enumerate(are_waiting) if waits), default=-1)
        ending = [
            run
            for run in dict.fromkeys(between.values())
            if run[0] > last_wait and any(are_leaving[run[0] : run[1] + 1])
        ]
        yield {n: (run[0], len(stmts) - 1) for n, run in between.items() if run in ending}
        yield _parted(is_touching, [a or b for a, b in zip(are_waiting, are_leaving, strict=True)])
        yield _parted(is_touching, [not _only_works(stmt, names) for stmt in stmts])


def _parted(is_touching: Sequence[bool], parting: Sequence[bool]) -> _Runs:
    """The runs of numbers between those that are *parting*, from the first touching one to the last."""
    runs: _Runs = {}
    begun: list[int] = []
    for at, parts in enumerate([*parting, True]):
        if parts:
            runs |= dict.fromkeys(begun, (begun[0], begun[-1])) if begun else {}
            begun = []
        elif is_touching[at]:
            begun.append(at)
    return runs


def _touches(stmt: ast.stmt, names: frozenset[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(stmt))


def _only_works(stmt: ast.stmt, names: frozenset[str]) -> bool:
    """Whether *stmt* is simple, waits for nothing, and works with an object of *names*."""
    is_simple = isinstance(stmt, _SIMPLE) and not isinstance(stmt, ast.Return)
    return is_simple and not any(suspensions([stmt])) and _touches(stmt, names)
