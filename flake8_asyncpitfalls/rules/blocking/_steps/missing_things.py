"""Programs that are run because something is not there yet: ``if not exists("venv"): run(["uv", "venv"])``.

For the event loop that is one step. With a wait, the next who asks finds there what is half made, and
takes it for whole. A folder that is made, and after which more is done for it, is no other: ``if isdir(d):
return Environment(d)`` stands before ``makedirs(d)`` and ``unpack(d)``. Who makes it has claimed the work.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import is_locked, may_be_in_several_tasks
from flake8_asyncpitfalls.rules.blocking._advice import keyword_of
from flake8_asyncpitfalls.rules.blocking._steps.made_when_missing import asks_for_place_of
from flake8_asyncpitfalls.rules.blocking._steps.worked_on import only_tells
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import block_of
from flake8_asyncpitfalls.semantics.summaries.passed_tests import outcomes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_PROCESS = "subprocess"
_ASKING = frozenset({"metadata", "filesystem"})
_PLAIN_MODULE = "os.path."
_MOST_STATEMENTS = 16
"""So many may follow a test, and do nothing; of more it is taken that they do something."""
Missed = tuple[ast.Call, ast.expr]
"""A question whose answer may have been no, and the test that it stands in."""


def makes_what_is_missing(
    call: ast.Call, moved: Collection[ast.stmt], model: SemanticModel
) -> bool:
    """Whether *call* makes what a test has found missing, and other tasks may do the same.

    That is a program that it runs, or a folder, which stands for work that follows. What is *moved* into
    one thread with the test is still one step.
    """
    effects = model.effects_at(call)
    if _PROCESS in effects:
        asked = [asking for asking, _ in _missed(call, model)]
    elif any(keyword_of(e, "repeatable") and not e.hops for e in effects.values()):
        asked = [*_claims(call, moved, model)]
    else:
        return False
    if not asked or is_locked(call, model):
        return False
    scope, waits = model.scope_of(call), model.analysis(_Waits)
    is_step = any(not waits.are_between(scope, one.lineno, call.lineno) for one in asked)
    return is_step and may_be_in_several_tasks(scope, model)


class _Waits:
    """The lines on which each function waits, in order, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[Scope, list[int]] = {}

    def are_between(self, scope: Scope, first: int, last: int) -> bool:
        """Whether *scope* waits after the line *first* and before *last*."""
        lines = self._known.get(scope)
        if lines is None:
            nodes = suspensions(scope.body)
            lines = self._known[scope] = sorted(getattr(node, "lineno", 0) for node in nodes)
        return bisect_right(lines, first) < bisect_left(lines, last)


def stands_for_more(call: ast.Call, model: SemanticModel) -> bool:
    """Whether more than the folder that *call* makes hangs on the test that has missed it."""
    return model.analysis(_Claimed).is_claim(call)


class _Claimed:
    """Answers for one file, each worked out once: the fix and the advice both ask."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.Call, bool] = {}

    def is_claim(self, call: ast.Call) -> bool:
        """As ``stands_for_more`` says."""
        if call not in self._known:
            self._known[call] = any(_claims(call, (), self._model))
        return self._known[call]


def _missed(call: ast.Call, model: SemanticModel) -> Iterator[Missed]:
    for test, outcome in outcomes(call, model.terms.parents):
        for asking in _found_missing(test, outcome):
            if _ASKING & model.effects_at(asking).keys():
                yield asking, test


def _found_missing(test: ast.expr, outcome: bool) -> Iterator[ast.Call]:
    """The calls whose answers may have been no where *test* comes out as *outcome*."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _found_missing(operand, not outcome)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _found_missing(value, outcome)
        case ast.Call() if not outcome:
            yield test


def _claims(
    call: ast.Call, moved: Collection[ast.stmt], model: SemanticModel
) -> Iterator[ast.Call]:
    """The questions about the folder that *call* makes on whose answers more hangs than the folder."""
    for asking, test in _missed(call, model):
        stmt = model.statement_of(asking)
        if asks_for_place_of(call, asking, model) and stmt not in moved:
            if _decides_more(stmt, test, call, model):
                yield asking


def _decides_more(stmt: ast.stmt, test: ast.expr, call: ast.Call, model: SemanticModel) -> bool:
    """Whether *test* of *stmt* decides more than whether *call* makes its folder."""
    if not isinstance(stmt, ast.If) or stmt.test is not test:
        return isinstance(stmt, ast.While)
    own = _branch_with(call, stmt, model)
    if own is not None:
        return _does_more(own, call, model)
    last = stmt.body[-1]
    if not isinstance(last, (ast.Return, ast.Continue)):
        return True
    block = block_of(stmt, model.parent(stmt))
    first = block.index(stmt) + 1
    rest = block[first : first + _MOST_STATEMENTS]
    is_long = len(block) > first + _MOST_STATEMENTS
    return is_long or _does_more(rest, call, model) or _answers_differently(last, rest)


def _branch_with(call: ast.Call, stmt: ast.If, model: SemanticModel) -> list[ast.stmt] | None:
    """The block of *stmt* that *call* stands in; None where it stands behind *stmt*."""
    node: ast.AST = call
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        above = model.parent(node)
        if above is stmt:
            return block_of(node, stmt)
        node = above
    return None


def _does_more(block: Iterable[ast.stmt], call: ast.Call, model: SemanticModel) -> bool:
    """Whether *block* does anything besides *call* that its repetition would do twice."""
    inside = {*ast.walk(call)}
    return any(
        isinstance(node, (ast.Await, ast.Call))
        and node not in inside
        and not (isinstance(node, ast.Call) and _is_nothing(node, model))
        for node in walk_code(block)
    )


def _is_nothing(call: ast.Call, model: SemanticModel) -> bool:
    if model.name_of(call.func).startswith(_PLAIN_MODULE) or only_tells(call, model):
        return True
    return any(keyword_of(effect, "repeatable") for effect in model.effects_at(call).values())


def _answers_differently(leaving: ast.stmt, rest: Iterable[ast.stmt]) -> bool:
    """Whether the caller is told which of the two it was."""
    answers = {ast.dump(node) for node in walk_code(rest) if isinstance(node, ast.Return)}
    return isinstance(leaving, ast.Return) and bool(answers - {ast.dump(leaving)})
