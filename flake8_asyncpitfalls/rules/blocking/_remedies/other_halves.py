"""What stays on the loop beside a call that goes to a thread: half of the work in a thread helps nobody.

``makedirs`` in a thread, and ``fsync`` a line below on the loop: the loop waits as long as before, and one
hop longer. What runs without a wait between goes as a whole, or stays as a whole, unless what stays is the
lighter part. To make a folder is never more than that: beside other work it stays, whatever becomes of
that. A step that a function does in two places is done in a thread in both, or in none.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from enum import IntEnum
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.file_accesses import FILE, FILES, METADATA
from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.edit import (
    Offload,
    OffloadExpression,
    OffloadToLoop,
    ReplaceLines,
    RunInThread,
)
from flake8_asyncpitfalls.rules.blocking._remedies.like_wrappers import staying_wrapper
from flake8_asyncpitfalls.rules.blocking._remedies.same_things import staying_on_same
from flake8_asyncpitfalls.rules.blocking._steps.undivided import moved_by
from flake8_asyncpitfalls.semantics.effects.effect import LOOP
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

    Single: TypeAlias = Callable[[ast.Call], "Fix | None"]
    Stalls: TypeAlias = Callable[[ast.Call], bool]

_THREADED = (Offload, OffloadExpression, OffloadToLoop, ReplaceLines, RunInThread)
_FOR_OTHERS = frozenset({"input", "lock", "wait", LOOP})
"""Who waits for something else does no work of a piece with its neighbours."""
_ROUNDS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_ONE_CHOICE, _MORE_CHOICES = 2, 3
"""How uncertain it is that a call comes to what blocks in it."""
_MOST_BESIDE = 24
"""Calls before and after that are looked at."""


class _Weight(IntEnum):
    """How long a stall is: a question about a path, a folder that is made, a file, all else."""

    NONE = 0
    BRIEF = 1
    SHORT = 2
    LONG = 3


class _Work(NamedTuple):
    """A *call* that blocks, when it begins and ends, and how long it stalls.

    *staying* leaves out what waits for others; *rounds* is the loop that does it again and again.
    """

    call: ast.Call
    begin: At
    end: At
    weight: _Weight
    staying: _Weight
    rounds: ast.AST | None


class Half(NamedTuple):
    """A *call* that stays on the loop while another goes to a thread: the same step, or one beside it."""

    call: ast.Call
    is_same: bool


class _Going(NamedTuple):
    """What goes to a thread with *node*: *works*, when all of it begins and ends, and how long it stalls."""

    node: ast.Call
    begin: At
    end: At
    works: list[_Work]

    @property
    def weight(self) -> _Weight:
        """That of the longest stall."""
        return max((one.weight for one in self.works), default=_Weight.NONE)


def other_half(
    fix: Fix, node: ast.AST, model: SemanticModel, single: Single, stalls: Stalls
) -> Half | None:
    """What would stay on the loop beside what *fix* of *node* gives to a thread, if it is no less.

    *single* gives the fix of another call of the file by itself; *stalls* says whether one keeps anybody
    waiting.
    """
    if not isinstance(node, ast.Call) or not _is_threaded(fix):
        return None
    works, scope = model.analysis(_Works), model.scope_of(node)
    same = works.staying_like(node, scope, single, stalls) or staying_wrapper(node, model)
    if same is not None:
        return Half(same, is_same=True)
    moved = moved_by(fix, node, model)
    if (staying := staying_on_same(node, moved, model, single)) is not None:
        return Half(staying, is_same=False)
    going = works.going(fix, node, scope)
    half = works.beside(going, scope, single, stalls)
    if half is None and _is_light(going, model):
        half = works.heavier_hop(scope)
    return Half(half, is_same=False) if half is not None else None


def _is_threaded(fix: Fix | None) -> bool:
    return fix is not None and any(isinstance(edit, _THREADED) for edit in fix.edits)


def _is_light(going: _Going, model: SemanticModel) -> bool:
    """Whether it is no more than a folder that is made."""
    return all(
        effect.is_brief or effect.kind == METADATA
        for one in going.works
        for effect in model.effects_at(one.call).values()
    )


def _weight(effect: Effect) -> _Weight:
    """How long *effect* stalls; the less, the more choices it hangs on."""
    if effect.kind == METADATA:
        return _Weight.NONE
    if effect.is_brief or effect.is_once or effect.is_kept:
        return _Weight.BRIEF
    weight = _Weight.SHORT if effect.kind == FILE or effect.is_short else _Weight.LONG
    choices = (effect.uncertainty >= _ONE_CHOICE) + (effect.uncertainty >= _MORE_CHOICES)
    return max(_Weight(weight - choices), _Weight.BRIEF)


class _Works:
    """The blocking calls of each function, in their order, found when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[_Work]] = {}
        self._waits: dict[Scope, list[tuple[At, ast.AST]]] = {}
        self._alike: dict[Scope, dict[FunctionSummary, list[ast.Call]]] = {}
        self._hops: dict[Scope, ast.Call | None] = {}
        self._kept: dict[ast.Call, bool] = {}

    def of(self, scope: Scope) -> list[_Work]:
        """Those of *scope*."""
        if scope not in self._known:
            calls = (call for call in scope.of_type(ast.Call) if self._model.effects_at(call))
            self._known[scope] = sorted(map(self._work, calls), key=lambda one: one.begin)
        return self._known[scope]

    def between(self, begin: At, end: At, scope: Scope) -> list[_Work]:
        """Those of *scope* that begin from *begin* to *end*."""
        every = self.of(scope)
        first, last = _places(every, begin, end)
        return every[first:last]

    def _work(self, call: ast.Call) -> _Work:
        effects = self._model.effects_at(call).values()
        weight = max(map(_weight, effects))
        staying = [_weight(effect) for effect in effects if effect.kind not in _FOR_OTHERS]
        longest = max(staying, default=_Weight.NONE)
        rounds = self._rounds(call) if staying else None
        return _Work(call, start_of(call), end_of(call), weight, longest, rounds)

    def _rounds(self, node: ast.AST) -> ast.AST | None:
        """The innermost loop around *node* that does not wait itself."""
        while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
            node = self._model.parent(node)
            if isinstance(node, (ast.For, ast.While)):
                return None if waits_in_body(self._model, node) else node
            if isinstance(node, _ROUNDS):
                return node
        return None

    def beside(
        self, going: _Going, scope: Scope, single: Single, stalls: Stalls, *, is_deep: bool = True
    ) -> ast.Call | None:
        """What stays on the loop beside *going* and is no less; where *is_deep*, also for its own half."""
        is_light = _is_light(going, self._model)
        is_small = is_light or (going.weight <= _Weight.BRIEF and self._is_of_files(going))
        for one in self._around(going, scope):
            if not self._is_as_heavy(one, going):
                continue
            is_beside = not self._waits_between(one, going, scope)
            if not (is_beside or is_small) or not stalls(one.call):
                continue
            if self._is_of_path(one.call):
                is_staying = not self._goes_along(one, scope, single)
            else:
                fix = single(one.call)
                is_staying = fix is None or (is_light and _is_threaded(fix))
                # What takes long is worth a thread of its own.
                if not is_staying and is_deep and one.weight < _Weight.LONG:
                    is_staying = self._is_kept(one.call, scope, single, stalls)
            if is_staying and self._leads(one, going):
                return one.call
        return None

    def _is_kept(self, call: ast.Call, scope: Scope, single: Single, stalls: Stalls) -> bool:
        """Whether *call*, whose thread would be for it alone, stays for what stays beside it."""
        if call not in self._kept:
            fix, half = single(call), None
            if fix is not None and _is_threaded(fix):
                going = self.going(fix, call, scope)
                half = self.beside(going, scope, single, stalls, is_deep=False)
            self._kept[call] = half is not None
        return self._kept[call]

    def going(self, fix: Fix, node: ast.Call, scope: Scope) -> _Going:
        """What *fix* of *node* gives to a thread."""
        moved = moved_by(fix, node, self._model)
        begin, end = start_of(moved[0] if moved else node), end_of(moved[-1] if moved else node)
        inside = [one for one in self.between(begin, end, scope) if one.end <= end]
        return _Going(node, begin, end, inside)

    def _goes_along(self, one: _Work, scope: Scope, single: Single) -> bool:
        """Whether *one* is done in the thread of another call in its loop."""
        assert isinstance(one.rounds, (ast.stmt, ast.expr))
        within = self.between(start_of(one.rounds), end_of(one.rounds), scope)
        for other in within[:_MOST_BESIDE]:
            if not self._is_of_path(other.call):
                fix = single(other.call)
                if fix is not None and _holds(fix, one, other.call, self._model):
                    return True
        return False

    def _around(self, going: _Going, scope: Scope) -> Iterator[_Work]:
        """The works of *scope* that stand nearest to *going*."""
        every = self.of(scope)
        first, last = _places(every, going.begin, going.end)
        inside = {one.call for one in going.works}
        near = [
            *every[last : last + _MOST_BESIDE],
            *every[max(first - _MOST_BESIDE, 0) : last][::-1],
        ]
        return (one for one in near if one.call not in inside)

    def _is_as_heavy(self, one: _Work, going: _Going) -> bool:
        """Whether the loop waits at *one* for as long as at all of *going*.

        Questions about paths, one after the other, take as long as a file does.
        """
        is_again = one.rounds is not None and not _is_in(one.rounds, going.node, self._model)
        staying = max(one.staying, _Weight.SHORT) if is_again else one.staying
        if is_again and one.staying >= _Weight.SHORT and self._is_of_files(going):
            staying = (
                _Weight.LONG
            )  # A file for each of what is found takes longer than to find them.
        return staying >= max(going.weight, _Weight.SHORT)

    def _is_of_files(self, going: _Going) -> bool:
        """Whether all of *going* works with local files."""
        effects = (self._model.effects_at(one.call) for one in going.works)
        return all(found.keys() <= {*FILES} for found in effects)

    def _is_of_path(self, call: ast.Call) -> bool:
        """Whether *call* does no more than ask about a path: that stays, unless a user wants it told."""
        return self._model.effects_at(call).keys() <= {METADATA}

    def _leads(self, one: _Work, going: _Going) -> bool:
        """Whether both run, one after the other."""
        first, second = (
            (one.call, going.node) if one.begin < going.begin else (going.node, one.call)
        )
        return leads_to(first, second, self._model.terms.parents)

    def _waits_between(self, one: _Work, going: _Going, scope: Scope) -> bool:
        """Whether the function waits between *one* and *going*, on a way from the first to the second."""
        if scope not in self._waits:
            given = ((end_of(one), one) for one in scope.of_type(ast.Yield))
            self._waits[scope] = sorted([*waits_of(scope), *given], key=itemgetter(0))
        is_before = one.begin < going.begin
        begin, end = (one.end, going.begin) if is_before else (going.end, one.begin)
        first, second = (one.call, going.node) if is_before else (going.node, one.call)
        waits = self._waits[scope]
        number = bisect_left(waits, begin, key=itemgetter(0))
        parents = self._model.terms.parents
        for at, wait in waits[number : number + _MOST_BESIDE]:
            if at > end:
                return False
            if leads_to(first, wait, parents) and leads_to(wait, second, parents):
                return True
        return number + _MOST_BESIDE < len(waits) and waits[number + _MOST_BESIDE][0] <= end

    def staying_like(
        self, call: ast.Call, scope: Scope, single: Single, stalls: Stalls
    ) -> ast.Call | None:
        """A call of *scope* that does the same as *call* with a function of the project, and stays."""
        if scope not in self._alike:
            alike = self._alike[scope] = {}
            for one in self.of(scope):
                for function in _functions(one.call, self._model):
                    alike.setdefault(function, []).append(one.call)
        for function in _functions(call, self._model):
            for other in self._alike[scope].get(function, ())[:_MOST_BESIDE]:
                if other is call or _does(other) != _does(call):
                    continue
                if single(other) is None or self._is_kept(other, scope, single, stalls):
                    return other
        return None

    def heavier_hop(self, scope: Scope) -> ast.Call | None:
        """A call of *scope* that hands to a thread what takes longer than to make a folder."""
        if scope not in self._hops:
            calls = (
                one.value for one in scope.of_type(ast.Await) if isinstance(one.value, ast.Call)
            )
            self._hops[scope] = next((call for call in calls if self._hands_over(call)), None)
        return self._hops[scope]

    def _hands_over(self, call: ast.Call) -> bool:
        model = self._model
        return any(
            max(map(_weight, effects.values()), default=_Weight.NONE) >= _Weight.SHORT
            for given in model.arguments_marked(call, "offloads")
            for effects in [model.call_effects.of_call(model.value_of(given), None, model.frame)]
        )


def _places(works: list[_Work], begin: At, end: At) -> tuple[int, int]:
    """Where among *works* those stand that begin from *begin* to *end*."""
    first = bisect_left(works, begin, key=lambda one: one.begin)
    return first, bisect_right(works, end, key=lambda one: one.begin)


def _holds(fix: Fix, one: _Work, call: ast.Call, model: SemanticModel) -> bool:
    """Whether *fix* of *call* gives *one* to the same thread."""
    if moved := moved_by(fix, call, model):
        return start_of(moved[0]) <= one.begin and one.end <= end_of(moved[-1])
    at = one.begin[:2]
    return any(
        isinstance(edit, OffloadExpression)
        and (edit.span.line, edit.span.column) <= at < (edit.span.end_line, edit.span.end_column)
        for edit in fix.edits
    )


def _is_in(rounds: ast.AST, node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* is done in each of the *rounds*: what they go over is found before."""
    while node is not rounds and not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        around = model.parent(node)
        if isinstance(around, ast.comprehension) and around.iter is node:
            around = model.parent(model.parent(around))
        elif isinstance(around, ast.For) and around.iter is node:
            around = model.parent(around)
        node = around
    return node is rounds


def _does(call: ast.Call) -> list[str]:
    """What *call* calls, and with what: any literal is as good as another."""
    parts = (call.func, *arguments_of(call))
    return [
        "" if isinstance(one, (ast.Constant, ast.JoinedStr)) else ast.dump(one) for one in parts
    ]


def _functions(call: ast.Call, model: SemanticModel) -> Iterator[FunctionSummary]:
    """The functions of the project that *call* may call."""
    for option in options_of(model.value_of(call.func)):
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
            yield option.summary
