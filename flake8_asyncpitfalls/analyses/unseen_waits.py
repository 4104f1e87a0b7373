"""Whether a new wait is proven to divide nothing that others can see.

What stands before it, from the last certain suspension on, and what stands after it, up to the next one,
were one step. That is proven to be no loss only where the two do not touch the same state: nothing that
others reach is tested or read first and written or relied on later, nothing is written first that is
written or read later. A function that never waits as it is, is a step of those of the project that await
it, too. And a cancellation that arrives at the wait must not lose what was taken out of a container before.

All this is read off the text, so what is not proven may still be right: a person should look at it.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.cleaning_up import runs_anyway
from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.deciding_tests import left_by
from flake8_asyncpitfalls.analyses.entry_keys import WHOLE
from flake8_asyncpitfalls.analyses.loop_steps import is_written
from flake8_asyncpitfalls.analyses.named_places import named_places
from flake8_asyncpitfalls.analyses.namings import Naming
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS, mentions_of
from flake8_asyncpitfalls.analyses.shared_uses import LOCAL, TALK, SharedUse, SharedUses, told_of
from flake8_asyncpitfalls.analyses.state_accesses import FILE, Access
from flake8_asyncpitfalls.analyses.suspensions import may_wait, waits_for_others
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOST_USES, _MOST_CALLERS, _DEPTH = 120, 8, 2
_MOST_WAITS, _MOST_TESTS = 8, 8
"""The nearest are looked at."""
_TAKING = frozenset({"pop", "popitem", "popleft", "get_nowait"})
_LEAVING = frozenset({"__aexit__", "__aenter__", "aclose"})
_ANYTHING = "what others reach"
_UNSEEN = f"functions that await it may work with {_ANYTHING}"


class _Segments(NamedTuple):
    """What the function does *before* the wait, since it last waited, and *after* it, until it waits again.

    *is_first*: the function may not have waited yet.
    """

    before: list[SharedUse]
    after: list[SharedUse]
    is_first: bool


def seen_by_others(
    model: SemanticModel, node: ast.expr | ast.stmt, *, is_before: bool = False
) -> str:
    """What a new wait at *node* divides, or loses, in words; '' where none of it is in sight.

    *is_before*: the wait is put before *node*, all of which runs after it.
    """
    scope = model.scope_of(node)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return ""
    if runs_anyway(model, node) or scope.name in _LEAVING:
        return "a cancellation would leave the rest of the cleaning undone"
    return model.analysis(_Functions).seen_at(node, _DEPTH, is_before=is_before)


class _Functions:
    """The functions of one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._uses = model.analysis(SharedUses)
        self._waits: dict[Scope, list[tuple[At, ast.AST]]] = {}
        self._writers: dict[str, list[ast.AST]] = {}
        self._late: dict[Scope, bool] = {}
        self._seen: dict[tuple[Scope, int], str] = {}
        self._leaving: dict[ast.stmt, list[tuple[int, ast.expr]]] = {}
        self._last_reads: dict[tuple[Scope, str], At] = {}

    def seen_at(self, node: ast.expr | ast.stmt, depth: int, *, is_before: bool = False) -> str:
        """What a wait at *node* divides in its function, or, *depth* steps up, in those that await it."""
        scope = self._model.scope_of(node)
        if len(self._uses.of(scope)) > _MOST_USES:
            return f"the function does much with {_ANYTHING}"
        at = start_of(node) if is_before else end_of(node)
        parts = self._segments(node, scope, at)
        found = self._taken(node, parts) or self._divided(node, parts, at) or self._gone_over(node)
        if found:
            return found
        if parts.is_first and (named := self._made_late(scope, parts)):
            return f"others may use {named} before it is set"
        return self._seen_by_callers(scope, depth)

    def _segments(self, node: ast.expr | ast.stmt, scope: Scope, end: At) -> _Segments:
        start = start_of(node)
        waits = self._waits_of(scope)
        first = bisect_right(waits, start, key=lambda wait: wait[0])
        since = self._certain(waits[max(0, first - _MOST_WAITS) : first][::-1], node)
        until = self._certain([w for w in waits[first : first + _MOST_WAITS] if w[0] > end], node)
        parents = self._model.terms.parents
        before = [
            use
            for use in self._uses.of(scope)
            if use.at < end and (since is None or use.at > since)
            if leads_to(use.node, node, parents)
        ]
        after = [
            use
            for use in self._uses.of(scope)
            if end <= use.at and (until is None or use.at < until)
            if leads_to(node, use.node, parents) or self._is_behind_loop(node, use.node)
        ]
        return _Segments(before, after, since is None)

    def _is_behind_loop(self, node: ast.AST, later: ast.expr) -> bool:
        """Whether *later* stands behind the loop around *node*, which comes there in the end."""
        while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
            node = self._model.parent(node)
            if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) and end_of(node) < start_of(
                later
            ):
                return leads_to(node, later, self._model.terms.parents)
        return False

    def _waits_of(self, scope: Scope) -> list[tuple[At, ast.AST]]:
        """When the function may wait as it is, and where."""
        if scope not in self._waits:
            self._waits[scope] = [
                (at, node)
                for at, node in waits_of(scope)
                if waits_for_others(self._model, node) and not self._goes_on(node)
            ]
        return self._waits[scope]

    def _goes_on(self, node: ast.AST) -> bool:
        """Whether *node* awaits functions that are seen to wait for nothing, however many steps down."""
        if not isinstance(node, ast.Await) or not isinstance(node.value, ast.Call):
            return False
        callee = self._model.value_of(node.value.func)
        is_shown = all(
            isinstance(option, FunctionValue) and not option.summary.is_empty
            for option in options_of(callee)
        )
        return is_shown and not may_wait(self._model, callee)

    def _certain(self, waits: Sequence[tuple[At, ast.AST]], node: ast.AST) -> At | None:
        """When the first of *waits* is that runs on each way."""
        return next((at for at, wait in waits if self._is_certain(wait, node)), None)

    def _is_certain(self, wait: ast.AST, node: ast.AST) -> bool:
        """Whether *wait* runs on each way to, or from, *node* in the order of the text."""
        around = {node}
        # Up to the module: a default of a nested function is code of the function around that.
        while not isinstance(node, ast.Module):
            node = self._model.parent(node)
            around.add(node)
        child = wait
        while child not in around:
            parent = self._model.parent(child)
            if _is_branch(child, parent):
                return False
            child = parent
        return True

    def _taken(self, node: ast.AST, parts: _Segments) -> str:
        """What was taken out of a container before the wait: after a cancellation nobody has it."""
        for use in parts.before:
            call = use.node if isinstance(use.node, ast.Call) else self._model.parent(use.node)
            func = call.func if isinstance(call, ast.Call) else None
            if isinstance(func, ast.Attribute) and func.attr in _TAKING:
                return f"a cancellation would lose what was taken out of {told_of(use.access)}"
        return ""

    def _gone_over(self, node: ast.AST) -> str:
        """What a loop around *node* goes over that others may change."""
        child, parent = node, self._model.parent(node)
        while not isinstance(parent, (*FUNCTION_TYPES, ast.Module)):
            if isinstance(parent, ast.For) and child in parent.body:
                for use in self._uses.of(self._model.scope_of(node)):
                    is_of_loop = start_of(parent.iter) <= use.at < end_of(parent.iter)
                    if is_of_loop and self._may_be_changed(use.access):
                        return f"other tasks may change {told_of(use.access)} meanwhile"
            child, parent = parent, self._model.parent(parent)
        return ""

    def _divided(self, node: ast.expr | ast.stmt, parts: _Segments, end: At) -> str:
        """What is read or written on both sides of *node*."""
        made = self._made_from(parts.before)
        deciding = {part for test in self._tests(node) for part in walk_code([test])}
        for use in parts.before:
            names = {name for name, uses in made.items() if use in uses}
            is_test = _is_in(use, names, deciding)
            for later in parts.after:
                if self._is_conflict(use, later, is_test=is_test):
                    return _told(use, later)
                if not is_test and self._is_conflict(use, later, is_test=True):
                    tests = walk_code(self._tests(later.node))
                    if _is_in(use, names, set(tests)):
                        return _told(use, later)
            if self._may_be_changed(use.access) and self._is_used_after(names, node, end):
                return f"other tasks may change {told_of(use.access)} meanwhile"
        return ""

    def _is_conflict(self, use: SharedUse, later: SharedUse, *, is_test: bool) -> bool:
        """Whether *later* relies on what *use* found, or on what it did."""
        one, other = use.access, later.access
        if one.place[0].startswith(TALK):
            return one.place == other.place
        is_same = _is_part(one.place, other.place)
        if one.place[0].startswith(LOCAL):
            return is_same and (one.is_write or other.is_write)
        if one.place[0] == FILE:
            return is_same and (one.is_write or other.is_write)
        is_root = one.place[:1] == other.place[:1]
        if one.is_write:
            return is_same or (is_root and other.is_write)
        if other.is_write:
            return is_same or (is_root and is_test)
        return is_test and is_root and self._may_be_changed(one)

    def _made_from(self, uses: Iterable[SharedUse]) -> dict[str, list[SharedUse]]:
        """The variables that statements bind to what *uses* gave."""
        found: dict[str, list[SharedUse]] = {}
        for use in uses:
            stmt = self._model.statement_of(use.node)
            if isinstance(stmt, (ast.Assign, ast.AnnAssign)) and not use.access.is_write:
                for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
                    for node in ast.walk(target):
                        if isinstance(node, ast.Name):
                            found.setdefault(node.id, []).append(use)
        return found

    def _is_used_after(self, names: set[str], node: ast.expr | ast.stmt, end: At) -> bool:
        scope = self._model.scope_of(node)
        return any(self._last_read(name, scope) >= end for name in names)

    def _last_read(self, name: str, scope: Scope) -> At:
        """When the variable *name* is read for the last time; long before the file where never."""
        if (scope, name) not in self._last_reads:
            reads = [one for one in scope.names(name) if isinstance(one.ctx, ast.Load)]
            self._last_reads[scope, name] = max(map(start_of, reads), default=(0, 0, 0))
        return self._last_reads[scope, name]

    def _tests(self, node: ast.AST) -> Iterator[ast.expr]:
        """The tests that decide whether *node* runs: around it, and the last before it that may leave."""
        child, parent = node, self._model.parent(node)
        while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
            if isinstance(parent, (ast.If, ast.While, ast.IfExp)) and child is not parent.test:
                yield parent.test
            if isinstance(child, ast.stmt) and (place := place_in(child, parent)):
                leaving = self._leaving_tests(getattr(parent, place[0]))
                end = bisect_left(leaving, place[1], key=lambda pair: pair[0])
                yield from (test for _, test in leaving[max(0, end - _MOST_TESTS) : end])
            child, parent = parent, self._model.terms.parents.get(parent, parent)

    def _leaving_tests(self, block: list[ast.stmt]) -> list[tuple[int, ast.expr]]:
        """The tests in *block* that may leave it, with their places."""
        if block[0] not in self._leaving:
            self._leaving[block[0]] = [
                (at, test) for at, stmt in enumerate(block) for test, _ in left_by(stmt)
            ]
        return self._leaving[block[0]]

    def _may_be_changed(self, access: Access) -> bool:
        """Whether a function of the file changes what is at the place: not only where it is made."""
        place = access.place
        if place[0].startswith((LOCAL, TALK)) or place[0] == FILE or len(place) < 2:
            return False
        return any(not self._is_beginning(one) for one in self._writers_of(place))

    def _is_beginning(self, node: ast.AST) -> bool:
        where = self._model.scope_of(node)
        return not where.is_function or where.name in BEGINNINGS

    def _writers_of(self, place: tuple[str, ...]) -> list[ast.AST]:
        """What writes to *place*, as far as the names tell."""
        name, model = place[-1].partition("[")[0] or place[-2], self._model
        if name not in self._writers:
            nodes = (*model.uses.attributes(name), *model.uses.mentions(name, model.terms.root))
            self._writers[name] = [node for node in nodes if is_written(node, model)]
        return self._writers[name]

    def _made_late(self, scope: Scope, parts: _Segments) -> str:
        """What a task sets for the first time after the wait: it was there as soon as the task ran."""
        if scope not in self._late:
            self._late[scope] = not all(map(self._is_awaited, mentions_of(scope, self._model)))
        for use in parts.after if self._late[scope] else ():
            place = use.access.place
            is_set = use.access.is_write and use.access.key == WHOLE and len(place) == 2
            if not is_set or place[0] == FILE or place[0].startswith(LOCAL):
                continue
            writers = self._writers_of(place)
            if all(self._model.scope_of(writer) is scope for writer in writers):
                return told_of(use.access)
        return ""

    def _is_awaited(self, mention: ast.AST) -> bool:
        call = self._model.parent(mention)
        return isinstance(call, ast.Call) and isinstance(self._model.parent(call), ast.Await)

    def _seen_by_callers(self, scope: Scope, depth: int) -> str:
        """What the wait divides in functions that await this one, if it never waits as it is."""
        if self._waits_of(scope):
            return ""
        if (scope, depth) not in self._seen:
            self._seen[scope, depth] = ""  # Who awaits each other in a circle comes here again.
            self._seen[scope, depth] = self._find_seen(scope, depth)
        return self._seen[scope, depth]

    def _find_seen(self, scope: Scope, depth: int) -> str:
        for place in islice(self._places(scope), _MOST_CALLERS):
            if (
                place is None
            ):  # What is out of sight shows nothing, as of a function that nobody names.
                continue
            model, mention = place
            call, caller = model.parent(mention), model.scope_of(mention)
            awaited = model.parent(call)
            if not isinstance(call, ast.Call) or not isinstance(awaited, ast.Await):
                continue
            if caller is scope or not isinstance(caller.node, ast.AsyncFunctionDef):
                continue
            if not depth:
                return _UNSEEN
            if seen := model.analysis(_Functions).seen_at(awaited, depth - 1):
                return seen
        return ""

    def _places(self, scope: Scope) -> Iterator[Naming | None]:
        """Where the function may be named: in its own file by the name alone, in others for certain."""
        model = self._model
        yield from (Naming(model, node) for node in mentions_of(scope, model))
        places = named_places(scope, model)
        yield from (one for one in places if one is None or one.model is not model)


def _is_branch(child: ast.AST, parent: ast.AST) -> bool:
    """Whether *child* is a part of *parent* that need not run."""
    match parent:
        case ast.If() | ast.IfExp() | ast.While():
            return child is not parent.test
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            return child is not parent.iter
        case ast.Try() | ast.TryStar():
            return child not in parent.body and child not in parent.finalbody
        case ast.BoolOp():
            return child is not parent.values[0]
    return isinstance(parent, (ast.ExceptHandler, ast.match_case, ast.Lambda))


def _is_part(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of two places is in the other, or the same."""
    shorter = min(len(one), len(other))
    return shorter > 1 and one[:shorter] == other[:shorter]


def _is_in(use: SharedUse, names: set[str], parts: set[ast.AST]) -> bool:
    """Whether *use* is among the *parts* of tests, or one of the *names* made from it."""
    return use.node in parts or any(
        isinstance(node, ast.Name) and node.id in names for node in (parts if names else ())
    )


def _told(use: SharedUse, later: SharedUse) -> str:
    """What others may do to what *use* and *later* are about, in words."""
    access = later.access if later.access.is_write else use.access
    verb = "use" if access.place[0].startswith((LOCAL, TALK)) else "change"
    return f"other tasks may {verb} {told_of(access)} meanwhile"
