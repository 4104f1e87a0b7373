"""One function of the project that coroutines call at many places, of a file or, for a pause, anywhere.

A thread at each of them hides what the function does behind a line that says how it runs, and calls
that came after one another no longer do. One ``async def`` in its place mends all of them.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MOST = 4


def often_called_in(model: SemanticModel, call: ast.Call) -> str:
    """Where coroutines block at more places than a few in what *call* calls; '' where they do not.

    ``this file``, or ``the project`` for a function of a module that only makes short pauses.
    """
    calls = model.analysis(_Calls)
    here = calls.alike(call)
    if here > _MOST:
        return "this file"
    # Those are soon over: a thread for each costs about as much as it spares.
    if not model.effects_at(call).keys() <= {*FILES}:
        return ""
    callers = model.types.callers
    elsewhere = (callers.in_coroutines(one, model.module) for one in calls.own_functions(call))
    return "the project" if here + max(elsewhere, default=0) > _MOST else ""


class _Calls:
    """The calls in coroutines of one file, by how what they call is spelled, and by what it is."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._spelled: defaultdict[str, list[ast.Call]] = defaultdict(list)
        for scope in model.scopes:
            for call in scope.of_type(ast.Call) if scope.is_coroutine else ():
                self._spelled[last_name(call.func)].append(call)
        self._known: dict[str, list[frozenset[FunctionSummary]]] = {}

    def alike(self, call: ast.Call) -> int:
        """How many calls that block call the same functions of the project as *call*."""
        wanted = self.own_functions(call)
        name = last_name(call.func)
        if not wanted:
            return 0
        if name not in self._known:
            calls = [other for other in self._spelled[name] if self._model.effects_at(other)]
            self._known[name] = [self.own_functions(other) for other in calls]
        return sum(wanted == found for found in self._known[name])

    def own_functions(self, call: ast.Call) -> frozenset[FunctionSummary]:
        """The functions that *call* may call; none if any is unknown, of a library, or a coroutine."""
        found = set()
        for option in options_of(self._model.value_of(call.func)):
            if not isinstance(option, FunctionValue) or option.summary.is_async:
                return frozenset()
            if option.summary.module.is_stub or option.summary.module.is_foreign:
                return frozenset()
            found.add(option.summary)
        return frozenset(found)
