"""Whether all who run a function take turns: each holds an asynchronous lock meanwhile.

Then a thread may do what is one step for the loop. Who runs it is looked for in the file, and in the
modules that name its class, or import it. A lock that is one of many, ``async with self.lock_for(key)``,
keeps apart only those who are about the same key. A semaphore lets several in.
"""

from __future__ import annotations

import ast
from itertools import chain, islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.object_changes import changed_attributes, run_together
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS, is_locked
from flake8_asyncpitfalls.analyses.state_accesses import Held
from flake8_asyncpitfalls.analyses.thread_marks import names_lock
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING, NAMING
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_SEVERAL = "sem"
"""In the names of semaphores, which are no locks."""


def takes_turns(model: SemanticModel, call: ast.Call) -> bool:
    """Whether an asynchronous lock is held at *call*, and wherever else the same function is run."""
    if not any(_is_for(lock, call, model) for lock in _held(model, call)):
        return False
    return all(node is call.func for node in model.analysis(_Unlocked).of(call))


def changes_in_sight(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls changes attributes step by step that methods of its class read unlocked.

    Who holds the lock keeps away those who take it; the others see the object half changed. One
    assignment alone is seen before or after it.
    """
    options = options_of(model.value_of(call.func))
    return any(
        isinstance(option, FunctionValue) and model.analysis(_Changes).are_in_sight(option)
        for option in options
    )


class _Changes:
    """What methods change, looked for once for all of their calls in a file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[FunctionValue, bool] = {}

    def are_in_sight(self, method: FunctionValue) -> bool:
        """Whether others read what *method* changes step by step."""
        if not isinstance(method.receiver, Instance):
            return False
        if method not in self._known:
            changing = run_together(self._model, method)
            held = Held()
            for summary in changing:
                summary.module.hold(held)
            names = [name for summary in changing for name in changed_attributes(summary)]
            self._known[method] = len(names) > 1 and any(
                _is_read_unlocked(name, changing, self._model) for name in sorted({*names})
            )
        return self._known[method]


def _is_read_unlocked(name: str, changing: set[FunctionSummary], model: SemanticModel) -> bool:
    """Whether another method of a class of *changing* reads ``self.name``, and no lock is held there."""
    classes = {summary.scope.enclosing_class for summary in changing}
    inside = {summary.scope for summary in changing}
    return any(
        scope.enclosing_class in classes
        and scope not in inside
        and scope.name not in BEGINNINGS
        and not is_locked(node, model)
        for node in model.uses.attributes(name)
        if isinstance(node.ctx, ast.Load) and root_name(node) == "self"
        for scope in [model.scope_of(node)]
    )


class _Unlocked:
    """Where each function is run without a lock, looked for once for all of its calls in a file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[object, list[ast.expr]] = {}

    def of(self, call: ast.Call) -> list[ast.expr]:
        """Two places, or all if there are fewer, that run what *call* runs and hold no lock."""
        function = self._model.value_of(call.func)
        given = [unparsed(arg) for arg in call.args[:1]] if _is_library(function) else []
        key = (last_name(call.func), frozenset(_summaries(function)), *given)
        if key not in self._known:
            places = (
                node
                for node, where in _runs(self._model, call)
                if not is_locked(node, where) and where.scope_of(node).name not in BEGINNINGS
            )
            self._known[key] = list(islice(places, 2))
        return self._known[key]


def _held(model: SemanticModel, node: ast.AST) -> Iterator[ast.expr]:
    """The asynchronous locks, as their names say, that the function of *node* holds there."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(parent, ast.AsyncWith) and child in parent.body:
            yield from (
                item.context_expr
                for item in parent.items
                if names_lock(text := unparsed(item.context_expr)) and _SEVERAL not in text.lower()
            )
        child, parent = parent, model.parent(parent)


def _is_for(lock: ast.expr, call: ast.Call, model: SemanticModel) -> bool:
    """Whether *lock* is one for all, or that of what *call* is about."""
    about = {unparsed(arg) for arg in arguments_of(call)}
    return all(key in about for key in _keys(lock, model))


def _keys(lock: ast.expr, model: SemanticModel) -> Iterator[str]:
    """By what *lock* is chosen among many, as texts; none for a lock that is one for all."""
    match lock:
        case ast.Subscript(slice=key):
            yield unparsed(key)
        case ast.Call(func=ast.Attribute(attr="get" | "setdefault"), args=[key, *_]):
            yield unparsed(key)
        case ast.Call():
            yield from map(unparsed, arguments_of(lock))
        case ast.Name():
            for binding in model.terms.bindings_read(lock, model.scope_of(lock)):
                if binding.kind in ("assign", "walrus") and isinstance(binding.value, ast.expr):
                    yield from _keys(binding.value, model)


def _runs(model: SemanticModel, call: ast.Call) -> Iterator[tuple[ast.expr, SemanticModel]]:
    """Where functions run what *call* runs, each with what its file means."""
    function = model.value_of(call.func)
    for node in _mentions(call, model):
        if _runs_the_same(node, model, call, model):
            yield node, model
    options = [one for one in options_of(function) if isinstance(one, FunctionValue)]
    questions = {_question(one) for one in options if not one.summary.module.is_stub}
    for other in chain.from_iterable(map(model.found, sorted(questions))):
        for node in _mentions(call, other):
            if _runs_the_same(node, other, call, model):
                yield node, other


def _question(function: FunctionValue) -> str:
    """What finds the modules that may run *function*: those that name its class, or import it."""
    owner = function.receiver
    if isinstance(owner, Instance):
        return NAMING + owner.summary.local_name.rpartition(".")[2]
    return IMPORTING + function.summary.local_name.partition(".")[0]


def _mentions(call: ast.Call, model: SemanticModel) -> Iterable[ast.expr]:
    name = last_name(call.func)
    if isinstance(call.func, ast.Attribute):
        return model.uses.attributes(name)
    return model.uses.mentions(name, model.terms.root)


def _runs_the_same(
    node: ast.expr, where: SemanticModel, call: ast.Call, model: SemanticModel
) -> bool:
    """Whether a function of the file *where* runs what *call* of *model* does, by *node*.

    What a library does counts on the same thing alone.
    """
    if not where.scope_of(node).is_function or not isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
        return False
    function = model.value_of(call.func)
    if _summaries(where.value_of(node)).isdisjoint(_summaries(function)):
        return False
    other = where.parent(node)
    if not _is_library(function) or not isinstance(other, ast.Call) or other.func is not node:
        return True
    return [unparsed(arg) for arg in other.args[:1]] == [unparsed(arg) for arg in call.args[:1]]


def _is_library(function: Value) -> bool:
    return isinstance(function, FunctionValue) and function.summary.module.is_stub


def _summaries(function: Value) -> set[object]:
    options = options_of(function)
    return {one.summary if isinstance(one, FunctionValue) else one for one in options}
