"""Calls that run what the program has given to other calls: ``poll`` runs ``subscribe(on_assign=…)``'s.

Stubs tell which functions run their callbacks in the thread that calls them. As it is that is the event
loop's, where they may make tasks and give futures their results. In another thread they must not. They
are looked for in this file, in that of the function on the way, and in those that import the library.
"""

from __future__ import annotations

import ast
from itertools import chain, islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.loop_needs import is_loop_bound
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, is_nothing, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MARKER = "runs_callbacks"
_MOST_MODULES = 8


def runs_callbacks_of_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* may run callbacks that belong to the thread of the event loop."""
    for effect in model.effects_at(call).values():
        function = effect.function
        marker = function.summary.markers.get(_MARKER) if function is not None else None
        if marker is None or function is None:
            continue
        named = frozenset(map(str, marker.args))
        library = function.summary.module.name.dotted.partition(".")[0]
        if any(
            other.analysis(_Callbacks).are_of_loop(named) for other in _models(call, library, model)
        ):
            return True
    return False


def _models(call: ast.Call, library: str, model: SemanticModel) -> Iterator[SemanticModel]:
    """The files in which callbacks may be given to *library*."""
    yield model
    modules = {
        option.summary.module
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub
    }
    for module in modules - {model.module}:
        try:
            yield model.beside(module)
        except SourceError:
            continue
    yield from islice(model.found(IMPORTING + library), _MOST_MODULES)


class _Callbacks:
    """What one file gives to calls as callbacks."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[frozenset[str], bool] = {}

    def are_of_loop(self, named: frozenset[str]) -> bool:
        """Whether a callback that is given by one of the ways *named* may belong to the loop's thread."""
        if named not in self._known:
            self._known[named] = any(map(self._is_of_loop, self._given(named)))
        return self._known[named]

    def _given(self, named: frozenset[str]) -> Iterator[ast.expr]:
        """What the file gives by these ways: arguments of calls, and entries of settings."""
        for node in ast.walk(self._model.source.tree):
            if isinstance(node, ast.Call) and node.keywords:
                # ``run(consumer.subscribe, on_assign=f)`` hands on what it is given.
                words = {*map(last_name, chain([node.func], arguments_of(node)))} - {""}
                yield from (
                    part.value
                    for part in node.keywords
                    if part.arg
                    and (part.arg in named or named & {f"{w}.{part.arg}" for w in words})
                )
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value in named:
                        yield value

    def _is_of_loop(self, given: ast.expr) -> bool:
        if is_nothing(given):
            return False
        value = self._model.value_of(given)
        options = options_of(value)
        is_known = all(
            isinstance(one, FunctionValue) and not one.summary.module.is_stub for one in options
        )
        return not is_known or is_loop_bound(self._model, value)
