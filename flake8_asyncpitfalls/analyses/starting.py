"""Whether a call leaves something running on the loop: a task, a server, another loop.

All functions of the project that the call leads to are looked at, each once; where they are too many
the answer is yes. A ``gather`` that is awaited at once is over when the next statement runs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_STARTERS = frozenset({"schedules", "serves", "runs_loop"})
_GATHERING = "gathers"
_MOST = 400
"""Functions that are looked at for one call."""


def leaves_running(model: SemanticModel, callee: Value) -> bool:
    """Whether a call of *callee* starts something that goes on, directly or further down."""
    return model.analysis(_Starting).leaves_running(callee)


def is_gathered(callee: Value) -> bool:
    """Whether all that *callee* runs is over when it has been awaited: ``gather``."""
    return isinstance(callee, FunctionValue) and _GATHERING in callee.summary.markers


class _Starting:
    """Answers for one file; what certainly starts nothing is remembered."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._harmless: set[FunctionSummary] = set()

    def leaves_running(self, callee: Value) -> bool:
        seen: set[FunctionSummary] = set()
        todo = [callee]
        while todo:
            value = todo.pop()
            if not isinstance(value, FunctionValue):
                continue
            summary = value.summary
            if not _STARTERS.isdisjoint(summary.markers):
                return True
            if summary.module.is_stub or summary in seen or summary in self._harmless:
                continue
            seen.add(summary)
            if len(seen) > _MOST:
                return True
            todo += self._callees(summary)
        self._harmless |= seen
        return False

    def _callees(self, summary: FunctionSummary) -> list[Value]:
        awaited = {node.value for node in summary.scope.of_type(ast.Await)}
        return [
            option
            for call in summary.scope.of_type(ast.Call)
            for option in options_of(self.model.value_in(call.func, summary, summary.scope))
            if not (call in awaited and is_gathered(option))
        ]
