"""Work that a loop runs as a task, one after the other, so that others can cancel it alone.

``self.current = create_task(self.process(item))`` and ``await self.current`` stand in a loop which a
cancellation ends. ``skip()`` cancels what ``self.current`` holds, ``stop()`` the task of the loop. So
``process`` is to keep the cancellation to itself: raised, it would end the loop, and no other item would
be processed. The loop may stand in a base class of another file.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.cancellation._handlers import (
    Handling,
    catches_cancellation,
    suppressed,
)
from flake8_asyncpitfalls.rules.cancellation._stopped_tasks import (
    Stopped,
    named,
    places_of,
    raising,
    running_tasks,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.rules.cancellation._stopped_tasks import Key
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_STOPS = (*FUNCTION_TYPES, ast.Lambda, ast.Module)
_ON = frozenset({"end", "continue"})


def is_skipped_alone(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a loop awaits the function around *node* as a task that others cancel, not the loop."""
    return any(_is_skipped(task, file) for file, task in running_tasks(model.scope_of(node), model))


def _is_skipped(task: ast.Call, model: SemanticModel) -> bool:
    loop, scope = _loop_around(task, model), model.scope_of(task)
    if loop is None:
        return False
    places, facts = places_of(task, model), model.analysis(_Facts)
    return (
        any(facts.canceller.get(place, set()) - {scope} for place in places)
        and any(_goes_out(wait, loop, model) for wait in facts.waits(scope, places))
        and _is_stopped_apart(scope, places, model)
    )


class _Facts:
    """Who cancels what in a file, and where a function awaits it with nothing around it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._waits: dict[Scope, dict[Key, list[ast.Await]]] = {}
        self.canceller: dict[Key, set[Scope]] = {}
        for expr in model.analysis(Stopped).cancelled:
            for key in named([expr], model):
                self.canceller.setdefault(key, set()).add(model.scope_of(expr))

    def waits(self, scope: Scope, places: set[Key]) -> Iterator[ast.Await]:
        """Where the function *scope* awaits what *places* hold."""
        if scope not in self._waits:
            found = self._waits[scope] = {}
            for wait in scope.of_type(ast.Await):
                for key in named(raising(wait.value), self._model):
                    found.setdefault(key, []).append(wait)
        for place in places:
            yield from self._waits[scope].get(place, ())


def _goes_out(wait: ast.AST, loop: ast.AST, model: SemanticModel) -> bool:
    """Whether *wait* stands in *loop*, and a cancellation of what it waits for ends that."""
    child, parent = wait, model.parent(wait)
    while child is not loop:
        if isinstance(parent, _STOPS):
            return False
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body:
            for handler in parent.handlers:
                if catches_cancellation(handler.type, model):
                    return _ON.isdisjoint(Handling(handler, model).ways())
        if isinstance(parent, ast.With) and child in parent.body:
            if any(suppressed(item.context_expr, model) for item in parent.items):
                return False
        child, parent = parent, model.parent(parent)
    return True


def _is_stopped_apart(scope: Scope, places: set[Key], model: SemanticModel) -> bool:
    """Whether the function *scope* runs as a task that is cancelled by another name than *places*."""
    return any(
        not file.analysis(_Facts).canceller.keys().isdisjoint(places_of(task, file) - places)
        for file, task in running_tasks(scope, model)
    )


def _loop_around(node: ast.AST, model: SemanticModel) -> ast.AST | None:
    parent = model.parent(node)
    while not isinstance(parent, _STOPS):
        if isinstance(parent, _LOOPS):
            return parent
        parent = model.parent(parent)
    return None
