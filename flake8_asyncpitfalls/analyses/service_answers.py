"""What a service was asked for, and is told again after the function has worked on it.

``users = store.read(key)``, ``users["ann"] = 1``, ``store.write(users)``: two who do so at once both
start from the same, and the second takes the first's change away. So it is with what is put together of
an answer (``store.write(key, count=found.count + 1)``), with an object made of it, and with a list of
what an answer lacked.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from flake8_asyncpitfalls.analyses.code_times import At
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ITSELF = frozenset({"self", "cls"})
_MOST_ASKED = 8
"""Calls before one, the nearest, that may have given what it gives back."""


class _Change(NamedTuple):
    """When a part of what the variable *name* holds is changed, or it is put together anew."""

    at: At
    name: str
    node: ast.AST


class Answers:
    """The answers of the services that one function asks."""

    def __init__(
        self,
        scope: Scope,
        parents: Mapping[ast.AST, ast.AST],
        asked: Iterable[tuple[At, ast.expr]],
        made: Mapping[str, AbstractSet[ast.AST]],
        lacked: Callable[[ast.AST], Iterator[ast.expr]],
    ) -> None:
        """*asked* are the calls with their times, *made* the expressions that variables are made from.

        *lacked* gives what a test found missing where a node runs.
        """
        self._asked: dict[ast.AST, At] = {node: at for at, node in asked}
        self._parents = parents
        self._held: defaultdict[ast.AST, list[At]] = defaultdict(list)
        """When what a call gave is changed, or what its answer lacked is added to something."""
        self._brought: defaultdict[tuple[ast.AST, str], list[At]] = defaultdict(list)
        """When the answer of a call comes into a variable, with other things."""
        self._made: dict[str, list[ast.AST]] = {}
        for name, nodes in made.items() if self._asked else ():
            self._made[name] = self._nearest(nodes & self._asked.keys())
        for change in sorted(_changes(scope, parents), key=_at) if self._asked else ():
            self._note(change, [*lacked(change.node)])

    def _note(self, change: _Change, lacked: list[ast.expr]) -> None:
        """Notes which answers *change* is about; its variable is made from them from then on."""
        known = self._made.get(change.name, [])
        is_part = not isinstance(change.node, ast.Name)
        held = {*self._of(lacked), *(known if is_part else ())}
        brought = self._of([_source(change.node, self._parents)])
        for asked in held:
            self._held[asked].append(change.at)
        for asked in brought:
            self._brought[asked, change.name].append(change.at)
        self._made[change.name] = self._nearest({*known, *held, *brought})

    def told_again(self, call: ast.expr, at: At) -> Iterator[ast.AST]:
        """The calls, the nearest, whose answers *call*, made at the time *at*, tells their service again."""
        for arg in arguments_of(call) if self._asked and isinstance(call, ast.Call) else ():
            calls = {one for one in self._of([arg]) if self._asked[one] < at and one is not call}
            for asked in self._nearest(calls):
                is_changed = self._is_between(asked, self._held[asked], at)
                if is_changed or self._is_put_together(asked, arg, at, call):
                    yield asked

    def _nearest(self, calls: Iterable[ast.AST]) -> list[ast.AST]:
        """The last ones of *calls*: of very many no more are told again."""
        return sorted(calls, key=self._asked.__getitem__)[-_MOST_ASKED:]

    def _is_between(self, asked: ast.AST, times: list[At], at: At) -> bool:
        """Whether one of *times*, in order, is after the call *asked* and before *at*."""
        first = bisect_left(times, self._asked[asked])
        return first < len(times) and times[first] < at

    def _is_put_together(self, asked: ast.AST, arg: ast.expr, at: At, call: ast.expr) -> bool:
        """Whether *arg* is put together of what *asked* gave, and *call* puts it under the same key."""
        if not isinstance(self._parents[call], ast.Expr) or not about_one(asked, call):
            return False
        nodes = [*walk_code([arg])]
        return asked in self._of([one for one in nodes if _puts_together(one)]) or any(
            self._is_between(asked, self._brought.get((asked, one.id), []), at)
            for one in nodes
            if isinstance(one, ast.Name)
        )

    def _of(self, parts: Sequence[ast.AST]) -> set[ast.AST]:
        """The calls whose answers are in *parts*."""
        found: set[ast.AST] = set()
        for node in walk_code(parts):
            if node in self._asked:
                found.add(node)
            elif isinstance(node, ast.Name):
                found.update(self._made.get(node.id, ()))
        return found


def _at(change: _Change) -> At:
    return change.at


def _source(changed: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> ast.AST:
    """What is put in at *changed*: the call of its method, or the statement that assigns."""
    node = changed
    while not isinstance(node, (ast.Call, ast.stmt)):
        node = parents[node]
    return node


def about_one(asked: ast.AST, told: ast.AST) -> bool:
    """Whether two calls are given the same variable: the key of what they are about."""
    return not _variables(asked).isdisjoint(_variables(told))


def _variables(call: ast.AST) -> set[str]:
    given = arguments_of(call) if isinstance(call, ast.Call) else []
    places = (one for one in walk_code([*given]) if isinstance(one, (ast.Name, ast.Attribute)))
    return {unparsed(one) for one in places} - _ITSELF


def _changes(scope: Scope, parents: Mapping[ast.AST, ast.AST]) -> Iterator[_Change]:
    """When the function changes a part of what a variable holds, and which variable."""
    nodes: list[ast.Attribute | ast.Subscript] = scope.of_type(ast.Attribute, ast.Subscript)
    for node in nodes:
        is_changing = not isinstance(node.ctx, ast.Load)
        if isinstance(node, ast.Attribute) and node.attr in CHANGING:
            call = parents[node]
            is_changing = is_changing or (isinstance(call, ast.Call) and call.func is node)
        if is_changing and (name := root_name(node)) and name not in _ITSELF:
            yield _Change(_done(node, parents), name, node)
    for variable in scope.of_type(ast.Name):
        if isinstance(variable.ctx, ast.Store) and _is_made_anew(parents[variable]):
            yield _Change(_done(variable, parents), variable.id, variable)


def _done(changed: ast.expr, parents: Mapping[ast.AST, ast.AST]) -> At:
    """When the change is done: an assignment after all of its value, a method when it is called."""
    if isinstance(changed.ctx, ast.Load):  # type: ignore[attr-defined]
        return (changed.lineno, changed.col_offset, 0)
    stmt = _source(changed, parents)
    return (stmt.end_lineno, stmt.end_col_offset, 1)  # type: ignore[attr-defined]


def _is_made_anew(stmt: ast.AST) -> bool:
    """Whether the value of the assignment *stmt* is put together: ``found + [new]``."""
    return isinstance(stmt, ast.AugAssign) or (
        isinstance(stmt, ast.Assign) and _puts_together(stmt.value)
    )


def _puts_together(expr: ast.AST) -> bool:
    """Whether *expr* makes something new of several things, other than a text to be read."""
    if isinstance(expr, ast.BinOp):
        sides = [expr.left, expr.right]
        return not isinstance(expr.op, ast.Mod) and not any(map(_is_text, sides))
    return isinstance(expr, (ast.ListComp, ast.SetComp, ast.DictComp, ast.Starred))


def _is_text(expr: ast.expr) -> bool:
    return isinstance(expr, ast.JoinedStr) or (
        isinstance(expr, ast.Constant) and isinstance(expr.value, str)
    )


def may_be_same(read: ast.AST, write: ast.AST) -> bool:
    """Whether two calls may be of one thing: nothing that both are told by the same word differs."""
    if not isinstance(read, ast.Call) or not isinstance(write, ast.Call):
        return False
    told = {one.arg: ast.dump(one.value) for one in read.keywords if one.arg}
    return all(
        told.get(w.arg or "", ast.dump(w.value)) == ast.dump(w.value) for w in write.keywords
    )
