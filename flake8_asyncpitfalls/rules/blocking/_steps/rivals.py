"""Calls that would come into a step that two other calls on the same object are for the event loop.

``if not self.seats.is_taken(n): self.seats.take(n, guest)`` stays on the loop as a whole. That helps
only as long as ``self.seats.take(n, other)`` of the next function stays there, too: a thread would take
the seat between the two. What is known to read alone may go, and what asks a service for an answer.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILES, file_marker, writes
from flake8_asyncpitfalls.analyses.object_changes import changes_object
from flake8_asyncpitfalls.analyses.state_accesses import Accesses
from flake8_asyncpitfalls.rules.blocking._steps.one_step import all_steps
from flake8_asyncpitfalls.rules.blocking._steps.shared_objects import object_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.rules.blocking._steps.shared_objects import SharedObject
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def comes_between(
    call: ast.Call, model: SemanticModel, moves: Callable[[ast.Call], object]
) -> bool:
    """Whether another function has a step on the object of *call* that stays on the loop.

    *moves* tells whether a call of such a step goes to a thread with the other.
    """
    shared = object_of(call, model)
    if shared is None:
        return False
    staying = model.analysis(_Steps).staying(shared, moves)
    return not staying <= {model.scope_of(call)} and not _only_reads(call, model)


class _Steps:
    """The steps of one file by the object that both of their calls are about."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._firsts: dict[SharedObject, list[ast.Call]] | None = None
        self._staying: dict[SharedObject, set[Scope]] = {}

    def staying(self, shared: SharedObject, moves: Callable[[ast.Call], object]) -> set[Scope]:
        """The functions whose steps on *shared* stay on the loop."""
        if shared not in self._staying:
            firsts = self._on(shared)
            self._staying[shared] = {self._model.scope_of(one) for one in firsts if not moves(one)}
        return self._staying[shared]

    def _on(self, shared: SharedObject) -> list[ast.Call]:
        if self._firsts is None:
            self._firsts = {}
            for first, second in all_steps(self._model):
                found = object_of(first, self._model)
                if found is not None and found == object_of(second, self._model):
                    self._firsts.setdefault(found, []).append(first)
        return self._firsts.get(shared, [])


def _only_reads(call: ast.Call, model: SemanticModel) -> bool:
    """Whether all that *call* may run is known to change nothing."""
    options = list(options_of(model.value_of(call.func)))
    return bool(options) and all(
        isinstance(option, FunctionValue) and _is_reading(option, call, model) for option in options
    )


def _is_reading(function: FunctionValue, call: ast.Call, model: SemanticModel) -> bool:
    """Whether *function* asks for an answer, or is about files alone and writes none, nor its object."""
    summary = function.summary
    if summary.module.is_stub:
        marker = file_marker(summary)
        if marker is None:
            return not model.is_dropped(call)
        return not writes(call, marker, summary)
    if not model.effects_at(call).keys() <= {*FILES}:
        return False
    accesses = model.analysis(Accesses).of(summary)
    return not changes_object(model, function) and not any(one.is_write for _, one in accesses)
