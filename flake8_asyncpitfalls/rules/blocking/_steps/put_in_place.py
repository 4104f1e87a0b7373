"""Files that are written beside their place and then moved there: ``save(new); os.replace(new, path)``.

For the event loop the two halves are one step. With a wait between them, or two threads in the first, two
tasks write the same file beside the place, and one moves what the other has half written, or finds nothing
to move. A file with a name that nothing else has (``mkstemp()``) is of its own task alone, and so, as far as
anybody can tell, is one whose name a caller gives.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import At, end_of, start_of
from flake8_asyncpitfalls.analyses.file_accesses import TREE, file_marker, paths_of, writes
from flake8_asyncpitfalls.analyses.file_users import file_uses, path_of
from flake8_asyncpitfalls.rules.blocking._steps.restored import restoring
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOVING = frozenset({"move", "rename", "renames", "replace"})
_PROCESS = "subprocess"
_FROM = 0


class Halves(NamedTuple):
    """The call that writes a file beside its place, and the one that moves it there.

    Or the one that takes something away, and the one that puts it back.
    """

    first: ast.Call
    second: ast.Call


def halves_around(node: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> Halves | None:
    """The halves that a new wait at *node* would part; what is *moved* stays together."""
    begin, end = start_of(moved[0] if moved else node), end_of(moved[-1] if moved else node)
    halves = model.analysis(_PutInPlace).at(begin, end, model.scope_of(node))
    if halves is None or not moved:
        return halves
    is_whole = start_of(moved[0]) <= start_of(halves.first) and end_of(halves.second) <= end_of(
        moved[-1]
    )
    return None if is_whole else halves


class _PutInPlace:
    """The halves in each scope between which it does not wait as it is."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[Halves]] = {}
        """In the order of the code; with each stand those of all so far that reach the furthest."""
        self._firsts: dict[Scope, list[At]] = {}

    def at(self, begin: At, end: At, scope: Scope) -> Halves | None:
        """Those halves in *scope* that begin before *end* and reach the furthest, beyond *begin*."""
        if scope not in self._known:
            pairs = (Halves(*pair) for pair in restoring(self._model, scope))
            found = sorted((*self._found(scope), *pairs), key=_first_start)
            self._firsts[scope] = [start_of(halves.first) for halves in found]
            self._known[scope] = list(accumulate(found, _further))
        begun = bisect_left(self._firsts[scope], end)
        halves = self._known[scope][begun - 1] if begun else None
        return halves if halves and begin <= end_of(halves.second) else None

    def _found(self, scope: Scope) -> Iterator[Halves]:
        moves = [call for call in scope.of_type(ast.Call) if last_name(call.func) in _MOVING]
        sources = [(call, source) for call in moves if (source := self._source(call)) is not None]
        if not sources:
            return
        waits = sorted(
            start_of(node)
            for node in suspensions(scope.body)
            if isinstance(node, (ast.expr, ast.stmt))
        )
        using = self._using(scope)
        for second, source in sources:
            calls = using[ast.dump(source)]
            first = next((call for call in calls if self._makes(call, source)), None)
            if first is not None and start_of(first) < start_of(second):
                if bisect_left(waits, start_of(first)) == bisect_right(waits, end_of(second)):
                    yield Halves(first, second)

    def _using(self, scope: Scope) -> defaultdict[str, list[ast.Call]]:
        """The blocking calls of *scope* by the texts of what they are given or called on."""
        found: defaultdict[str, list[ast.Call]] = defaultdict(list)
        calls = [call for call in scope.of_type(ast.Call) if self._model.effects_at(call)]
        for call in sorted(calls, key=_start):
            given = [*arguments_of(call), call.func]
            for text in {ast.dump(part) for expr in given for part in ast.walk(expr)}:
                found[text].append(call)
        return found

    def _source(self, call: ast.Call) -> ast.expr | None:
        """What *call* moves, where others may work at the same place."""
        for option in options_of(self._model.value_of(call.func)):
            marker = file_marker(option.summary) if isinstance(option, FunctionValue) else None
            if marker is None or not isinstance(option, FunctionValue):
                continue
            paths = list(paths_of(call, marker, option.summary))
            if len(paths) > 1 and self._is_of_others(paths[_FROM]):
                return paths[_FROM]
        return None

    def _is_of_others(self, source: ast.expr) -> bool:
        """Whether another task may have a file of the same name: a text is in it, or what names it is known.

        What is only made of arguments is as a caller has chosen it.
        """
        path = path_of(self._model, source)
        return path is not None and not path.is_new and (path.is_known or "'" in path.text)

    def _makes(self, call: ast.Call, source: ast.expr) -> bool:
        """Whether *call*, which is about the file that *source* names, writes it."""
        if _PROCESS in self._model.effects_at(call):
            return True
        path = path_of(self._model, source)
        uses = file_uses(self._model, call)
        is_written = any(use.doing != "read" and use.path == path for use in uses)
        return is_written or self._copies(call, ast.dump(source))

    def _copies(self, call: ast.Call, text: str) -> bool:
        """Whether *call* itself copies something to the place that *text* stands for."""
        for option in options_of(self._model.value_of(call.func)):
            marker = file_marker(option.summary) if isinstance(option, FunctionValue) else None
            if marker is None or not isinstance(option, FunctionValue) or marker.args[0] != TREE:
                continue
            paths = list(paths_of(call, marker, option.summary))
            if paths and writes(call, marker, option.summary) and ast.dump(paths[-1]) == text:
                return True
        return False


def _further(one: Halves, other: Halves) -> Halves:
    """Of *one* and *other* those that reach further."""
    return other if end_of(other.second) >= end_of(one.second) else one


def _first_start(halves: Halves) -> At:
    return start_of(halves.first)


def _start(call: ast.Call) -> At:
    return start_of(call)
