"""Neighbours that would each wait for a thread of their own: one thread does them after one another.

``cache.expire(); return cache.get(key)``: what works with one object, or with two of a kind, calls the
same function, or goes on with what the one before gave is one piece of work, which people put into one
function.
"""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.conversion.thread_blocks import ThreadBlock, thread_block_at
from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.edit import AddAwait, Offload, ReplaceLines, RunInThread
from flake8_asyncpitfalls.rules.blocking._half_done import is_part_of_block
from flake8_asyncpitfalls.semantics.inference.values import (
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
    from flake8_asyncpitfalls.semantics.model import SemanticModel

    Single: TypeAlias = Callable[[ast.Call], Fix | None]

_MOST_BETWEEN = 2
_MOST_LEVELS = 3
_MOST_STATEMENTS = 16
"""More had better be a function that people name."""
_WAITS = frozenset({"wait", "lock", "input", "sleep", "cpu"})
"""Who waits for something else, or computes, does no work of a piece with its neighbours."""
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
        if not isinstance(holder, ast.If):
            break
        stmt = holder
    return found


def _enters_blocking(holder: ast.stmt, model: SemanticModel) -> bool:
    return isinstance(holder, ast.With) and any(
        isinstance(item.context_expr, ast.Call) and model.effects_at(item.context_expr)
        for item in holder.items
    )


class _Work(NamedTuple):
    """What a statement has to do with a thread: its blocking *calls*, and the names it binds and reads."""

    calls: tuple[ast.Call, ...]
    bound: frozenset[str]
    read: frozenset[str]


class _Runs:
    """The runs of each block, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[ast.stmt, str], dict[int, ThreadBlock | None]] = {}

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
            last = self._last_of(works, first, single)
            ends = [last] if last > first else []
            if ends and self._goes_on_as_return(stmts, works, first, last):
                ends.insert(0, last + 1)
            made = (thread_block_at(self._model, holder, block, first, end) for end in ends)
            found = next((one for one in made if one is not None), None)
            for index in range(first, last + 1):
                yield index, found
            first = last + 1

    def _work(self, stmt: ast.stmt) -> _Work | None:
        """None for what must stay where it is."""
        model = self._model
        nodes = list(walk_code([stmt]))
        if isinstance(stmt, ast.If):
            if stmt.orelse or not all(map(self._works_or_binds, stmt.body)):
                return None
        elif not isinstance(stmt, (*_SIMPLE, ast.Return, ast.With)):
            return None
        if any(suspensions([stmt])):
            return None
        calls = tuple(
            node for node in nodes if isinstance(node, ast.Call) and model.effects_at(node)
        )
        if any(model.effects_at(call).keys() & _WAITS for call in calls):
            return None
        names = [node for node in nodes if isinstance(node, ast.Name)]
        read = frozenset(name.id for name in names if isinstance(name.ctx, ast.Load))
        entered = stmt.items if isinstance(stmt, ast.With) else ()
        targets = _stored([n for item in entered for n in _names(item.optional_vars)])
        asked = [call for call in calls if any(call is item.context_expr for item in entered)]
        return _Work(tuple(asked) or calls, _stored(names), read - targets)

    def _works_or_binds(self, stmt: ast.stmt) -> bool:
        """Whether *stmt* does nothing but blocking work, or binds what needs no call."""
        calls = [node for node in walk_code([stmt]) if isinstance(node, ast.Call)]
        if not isinstance(stmt, _SIMPLE):
            return False
        return any(map(self._model.effects_at, calls)) or (
            not calls and not isinstance(stmt, ast.Expr)
        )

    def _last_of(self, works: Sequence[_Work | None], first: int, single: Single) -> int:
        """The number of the last statement of the run that begins with *first*."""
        start = works[first]
        last = first
        if start is None or not start.calls:
            return first
        bound, keys = set(start.bound), self._keys_of(start)
        between: list[_Work] = []
        for index in range(first + 1, min(len(works), first + _MOST_STATEMENTS)):
            work = works[index]
            if work is None or len(between) > _MOST_BETWEEN:
                break
            is_fed = bool(work.read & bound)
            if work.calls and (is_fed or self._keys_of(work) & keys):
                # To ask for the fix of every call would cost more than to find the runs.
                asked = work.calls if last > first else (*start.calls, *work.calls)
                if not all(is_alone_in_thread(single(call)) for call in asked):
                    break
                if any(is_part_of_block(call, self._model) for call in asked):
                    break  # It stays with what the block around it holds.
                keys |= self._keys_of(work)
                bound |= work.bound
                between = []
                last = index
            elif is_fed and not work.calls:
                between.append(work)
                bound |= work.bound
            else:
                break
        return last

    def _keys_of(self, work: _Work) -> set[str]:
        """What is the same in works of one piece: the object, the file, a function of the project."""
        return {key for call in work.calls for key in self._keys(call)} - {"", "self", "cls"}

    def _keys(self, call: ast.Call) -> Iterator[str]:
        func, function = call.func, self._model.value_of(call.func)
        if isinstance(function, FunctionValue) and not function.summary.module.is_stub:
            yield ast.dump(func)
        if isinstance(func, ast.Attribute) and not _is_bare_self(func.value):
            if not isinstance(self._model.value_of(func.value), ModuleValue):
                yield ast.dump(func.value)
                yield root_name(func.value)
                yield from self._kinds(func.value, call)
        if not self._model.effects_at(call).keys().isdisjoint(FILES):
            given = (node for arg in call.args[:1] for node in ast.walk(arg))
            yield from (node.id for node in given if isinstance(node, ast.Name))

    def _kinds(self, owner: ast.expr, call: ast.Call) -> Iterator[str]:
        """The class of the service *owner*: what is done to two of them is done to both, or to none."""
        if self._model.effects_at(call).keys() <= {*FILES}:
            return
        for option in options_of(self._model.value_of(owner)):
            if isinstance(option, Instance) and option.summary.module.is_stub:
                yield option.qualified_name

    def _goes_on_as_return(
        self, stmts: Sequence[ast.stmt], works: Sequence[_Work | None], first: int, last: int
    ) -> bool:
        """Whether the statement after a run returns nothing but what it has found."""
        work = works[last + 1] if last + 1 < len(stmts) else None
        if work is None or not isinstance(stmts[last + 1], ast.Return) or not work.read:
            return False
        has_calls = any(isinstance(node, ast.Call) for node in walk_code([stmts[last + 1]]))
        bound = {name for one in works[first : last + 1] if one for name in one.bound}
        return not has_calls and work.read <= bound


def _names(target: ast.expr | None) -> Iterator[ast.Name]:
    nodes = ast.walk(target) if target is not None else ()
    return (node for node in nodes if isinstance(node, ast.Name))


def _stored(names: Sequence[ast.Name]) -> frozenset[str]:
    return frozenset(name.id for name in names if not isinstance(name.ctx, ast.Load))


def _is_bare_self(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("self", "cls")
