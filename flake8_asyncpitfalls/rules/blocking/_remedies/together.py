"""Neighbours that would each wait for a thread of their own: one thread does them after one another.

``cache.expire(); return cache.get(key)``: what works with one object, or with two of a kind, calls the
same function, or goes on with what the one before gave is one piece of work, which people put into one
function.
"""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.conversion.hops import (
    effects_of_hop,
    hops_among,
    waits_for_more,
)
from flake8_asyncpitfalls.analyses.conversion.thread_blocks import ThreadBlock, thread_block_at
from flake8_asyncpitfalls.analyses.file_accesses import FILES, METADATA
from flake8_asyncpitfalls.edit import AddAwait, Offload, ReplaceLines, RunInThread
from flake8_asyncpitfalls.rules.blocking._steps.half_done import is_part_of_block
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in, root_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.effects.effect import Effects
    from flake8_asyncpitfalls.semantics.model import SemanticModel

    Single: TypeAlias = Callable[[ast.Call], Fix | None]

_MOST_BETWEEN = 4
_MOST_AFTER = 2
_MOST_LEVELS = 3
_MOST_STATEMENTS = 16
"""More had better be a function that people name."""
_MOST_LINES = 20
"""Of a loop; longer ones had better be a function, too."""
_WAITS = frozenset({"wait", "lock", "input", "sleep", "cpu"})
"""Who waits for something else, or computes, does no work of a piece with its neighbours."""
_CLIMBED = (ast.If, ast.For, ast.Try)
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)


def is_alone_in_thread(fix: Fix | None) -> bool:
    """Whether *fix* gives one call, or one ``with`` around a file, a thread of its own."""
    match fix.edits if fix is not None else ():
        case (Offload(), AddAwait()):
            return True
        case (RunInThread(first=first, last=last) | ReplaceLines(first=first, last=last),):
            return first == last
    return False


def block_with_neighbours(
    call: ast.Call, model: SemanticModel, single: Single
) -> ThreadBlock | None:
    """The statements around *call* that belong together and would each go to a thread; None if none do.

    *single* gives the fix of a blocking call by itself.
    """
    runs = model.analysis(_Runs)
    stmt: ast.stmt = model.statement_of(call)
    found = None
    for _ in range(_MOST_LEVELS):
        holder = model.parent(stmt)
        place = place_in(stmt, holder) if isinstance(holder, ast.stmt) else None
        if place is None or not isinstance(holder, ast.stmt):
            break
        if _enters_blocking(holder, model):
            # What is done with a handle goes with it.
            stmt = holder
            continue
        found = runs.around(holder, *place, single) or found
        if not isinstance(holder, _CLIMBED):
            break
        stmt = holder
    return found


def _enters_blocking(holder: ast.stmt, model: SemanticModel) -> bool:
    return isinstance(holder, ast.With) and any(
        isinstance(item.context_expr, ast.Call) and model.effects_at(item.context_expr)
        for item in holder.items
    )


class _Work(NamedTuple):
    """What a statement has to do with a thread: its blocking *calls*, and the names it binds and reads.

    *hops* are the calls that give something to a thread already. *only_binds*: it is an assignment.
    """

    calls: tuple[ast.Call, ...]
    hops: tuple[ast.Call, ...]
    bound: frozenset[str]
    read: frozenset[str]
    only_binds: bool


class _Runs:
    """The runs of each block, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[ast.stmt, str], dict[int, ThreadBlock | None]] = {}
        self._movable: dict[ast.Call, bool] = {}

    def around(
        self, holder: ast.stmt, block: str, index: int, single: Single
    ) -> ThreadBlock | None:
        """The run that holds statement *index* of the *block* of *holder*."""
        key = holder, block
        if key not in self._known:
            self._known[key] = {}  # Asked again while it is worked out, it has none.
            self._known[key] = dict(self._worked_out(holder, block, single))
        return self._known[key].get(index)

    def _worked_out(
        self, holder: ast.stmt, block: str, single: Single
    ) -> Iterator[tuple[int, ThreadBlock | None]]:
        stmts: list[ast.stmt] = getattr(holder, block)
        if any(one.end_lineno == other.lineno for one, other in pairwise(stmts)):
            return  # Lines with several statements are not moved.
        works = [self._work(stmt) for stmt in stmts]
        first = 0
        while first < len(stmts):
            ends = self._ends_of(works, first, single)
            if ends and (end := self._return_after(stmts, works, first, ends[-1])):
                ends.append(end)
            made = (thread_block_at(self._model, holder, block, first, end) for end in ends[::-1])
            found = next((one for one in made if one is not None), None)
            last = found.last if found is not None else self._passed(stmts, works, first, ends)
            yield from ((index, found) for index in range(first, last + 1))
            first = last + 1

    def _work(self, stmt: ast.stmt) -> _Work | None:
        """None for what must stay where it is."""
        model = self._model
        nodes = list(walk_code([stmt]))
        if isinstance(stmt, ast.If):
            if stmt.orelse or not all(map(self._works_or_binds, stmt.body)):
                return None
        elif isinstance(stmt, ast.For):
            if stmt.orelse or (stmt.end_lineno or 0) - stmt.lineno > _MOST_LINES:
                return None
        elif not isinstance(stmt, (*_SIMPLE, ast.Return, ast.With)):
            return None
        if waits_for_more(model, suspensions([stmt])):
            return None
        hops = tuple(hops_among(model, nodes))
        calls = tuple(
            node for node in nodes if isinstance(node, ast.Call) and model.effects_at(node)
        )
        if any(model.effects_at(call).keys() & _WAITS for call in calls) or any(
            effects_of_hop(model, hop).keys() & _WAITS for hop in hops
        ):
            return None
        names = [node for node in nodes if isinstance(node, ast.Name)]
        read = frozenset(name.id for name in names if isinstance(name.ctx, ast.Load))
        entered = stmt.items if isinstance(stmt, ast.With) else ()
        targets = _stored([n for item in entered for n in _names(item.optional_vars)])
        asked = [call for call in calls if any(call is item.context_expr for item in entered)]
        binds = isinstance(stmt, (ast.Assign, ast.AnnAssign))
        return _Work(tuple(asked) or calls, hops, _stored(names), read - targets, binds)

    def _works_or_binds(self, stmt: ast.stmt) -> bool:
        """Whether *stmt* does nothing but blocking work, or binds what needs no call."""
        calls = [node for node in walk_code([stmt]) if isinstance(node, ast.Call)]
        if not isinstance(stmt, _SIMPLE):
            return False
        return any(map(self._model.effects_at, calls)) or (
            not calls and not isinstance(stmt, ast.Expr)
        )

    def _ends_of(self, works: Sequence[_Work | None], first: int, single: Single) -> list[int]:
        """Where runs that begin with statement *first* may end: after each that belongs to them."""
        start = works[first]
        ends: list[int] = []
        if start is None or not self._begins(start, single):
            return ends
        first_keys = self._keys_of(start)
        bound, keys = set(start.bound), set(first_keys)
        between = 0
        for index in range(first + 1, min(len(works), first + _MOST_STATEMENTS)):
            work = works[index]
            if work is None or between > _MOST_BETWEEN:
                break
            is_fed, has_work = bool(work.read & bound), bool(work.calls or work.hops)
            if has_work and (is_fed or self._keys_of(work) & keys):
                if not self._is_movable(work, single):
                    break
                if self._keys_of(work) & first_keys:
                    ends.clear()  # To leave it behind would be half of the work.
                keys |= self._keys_of(work)
                bound |= work.bound
                between = 0
                ends.append(index)
            elif not has_work and (is_fed or work.only_binds):
                between += 1
                bound |= work.bound if is_fed else frozenset()
            else:
                break
        return ends

    def _passed(
        self, stmts: Sequence[ast.stmt], works: Sequence[_Work | None], first: int, ends: list[int]
    ) -> int:
        """The last of the statements that have no run where the one that begins with *first* may not move.

        The others of its kind would be half of it. A loop that stays leaves the others theirs.
        """
        start = works[first]
        if start is None or isinstance(stmts[first], ast.For):
            return first
        keys = self._keys_of(start)
        alike = [end for end in ends if (one := works[end]) and self._keys_of(one) & keys]
        return max(alike, default=first)

    def _begins(self, work: _Work, single: Single) -> bool:
        """Whether a run may begin with *work*: what only asks for a path stays where it is."""
        kinds = {kind for call in work.calls for kind in self._model.effects_at(call)}
        has_work = bool(work.hops) or bool(kinds - {METADATA} or (kinds and not work.only_binds))
        return has_work and self._is_movable(work, single)

    def _is_movable(self, work: _Work, single: Single) -> bool:
        """Whether each call of *work* may go to a thread, and none stays with the block around it."""
        for call in work.calls:
            if call not in self._movable:
                is_alone = is_alone_in_thread(single(call))
                self._movable[call] = is_alone and not is_part_of_block(call, self._model)
        return all(self._movable[call] for call in work.calls)

    def _keys_of(self, work: _Work) -> set[str]:
        """What is the same in works of one piece: the object, the file, a function of the project."""
        asked = [(call.func, call.args, self._model.effects_at(call)) for call in work.calls]
        asked += [
            (hop.args[0], hop.args[1:], effects_of_hop(self._model, hop)) for hop in work.hops
        ]
        return {key for one in asked for key in self._keys(*one)} - {"", "self", "cls"}

    def _keys(self, func: ast.expr, args: Sequence[ast.expr], effects: Effects) -> Iterator[str]:
        function = self._model.value_of(func)
        if isinstance(function, FunctionValue) and not function.summary.module.is_stub:
            yield ast.dump(func)
        if isinstance(func, ast.Attribute) and not _is_bare_self(func.value):
            if not isinstance(self._model.value_of(func.value), ModuleValue):
                yield ast.dump(func.value)
                yield root_name(func.value)
                yield ast.dump(_kept_object(func.value))
                yield from self._kinds(func.value, effects)
        if not effects.keys().isdisjoint(FILES):
            owner = [func.value] if isinstance(func, ast.Attribute) else []
            for name in (part for expr in (*owner, *args[:1]) for part in _names(expr)):
                if not isinstance(self._model.value_of(name), (ModuleValue, ClassValue)):
                    yield name.id

    def _kinds(self, owner: ast.expr, effects: Effects) -> Iterator[str]:
        """The class of the service *owner*: what is done to two of them is done to both, or to none."""
        if effects.keys() <= {*FILES}:
            return
        for option in options_of(self._model.value_of(owner)):
            if isinstance(option, Instance) and option.summary.module.is_stub:
                yield option.qualified_name

    def _return_after(
        self, stmts: Sequence[ast.stmt], works: Sequence[_Work | None], first: int, last: int
    ) -> int:
        """The number of the ``return`` of nothing but what a run has found, or 0 where none comes soon."""
        bound = {name for one in works[first : last + 1] if one for name in one.bound}
        for end in range(last + 1, min(len(stmts), last + 2 + _MOST_AFTER)):
            work = works[end]
            if work is None or work.calls or work.hops or not work.read & bound:
                return 0
            if isinstance(stmts[end], ast.Return):
                has_calls = any(isinstance(node, ast.Call) for node in walk_code([stmts[end]]))
                return end if not has_calls and work.read <= bound else 0
            if not isinstance(stmts[end], _SIMPLE):
                return 0
            bound |= work.bound
        return 0


def _names(target: ast.expr | None) -> Iterator[ast.Name]:
    nodes = ast.walk(target) if target is not None else ()
    return (node for node in nodes if isinstance(node, ast.Name))


def _stored(names: Sequence[ast.Name]) -> frozenset[str]:
    return frozenset(name.id for name in names if not isinstance(name.ctx, ast.Load))


def _kept_object(value: ast.expr) -> ast.expr:
    """What an object itself keeps, or the variable, that *value* is an attribute of: ``self.process``."""
    while isinstance(value, ast.Attribute) and not _is_bare_self(value.value):
        value = value.value
    return value


def _is_bare_self(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("self", "cls")
