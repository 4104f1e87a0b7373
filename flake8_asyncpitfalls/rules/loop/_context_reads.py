"""Variables of the task's context that a function reads, itself or through others that it calls."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_VARIABLE = "contextvars.ContextVar"
_STEPS = 3
_MOST = 20
"""Functions that are looked into for one."""


class _Use(NamedTuple):
    """A method of a context variable that is called: ``get`` or ``set``, of the variable *name*."""

    name: str
    method: str


def read_in_thread(function: FunctionSummary, model: SemanticModel) -> str:
    """A context variable that *function* reads and nothing in it sets, but a coroutine does; or ''."""
    return model.analysis(_Contexts).read_by(function)


class _Contexts:
    """Answers for one file, each worked out once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[FunctionSummary, str] = {}
        self._set_in: dict[Scope, frozenset[str]] = {}

    def read_by(self, function: FunctionSummary) -> str:
        """What *function* reads of a context, as ``read_in_thread`` says."""
        if function not in self._known:
            self._known[function] = self._read_by(function)
        return self._known[function]

    def _read_by(self, function: FunctionSummary) -> str:
        model = self._model
        uses = [use for one in _reached(function, model) for use in _uses(one.scope, one, model)]
        given = {use.name for use in uses if use.method == "set"}
        asked = [use.name for use in uses if use.method == "get" and use.name not in given]
        return next((name for name in asked if self._is_set_by_tasks(name, function)), "")

    def _is_set_by_tasks(self, name: str, function: FunctionSummary) -> bool:
        """Whether a coroutine of this file, or of that of *function*, sets the variable *name*."""
        root: Scope = function.scope
        while root.parent is not None:
            root = root.parent
        if root not in self._set_in:
            self._set_in[root] = frozenset(
                use.name
                for scope in root.walk()
                if scope.is_coroutine
                for use in _uses(scope, function, self._model)
                if use.method == "set"
            )
        return name in self._set_in[root] or name in self._set_here

    @cached_property
    def _set_here(self) -> frozenset[str]:
        return frozenset(
            last_name(call.func.value)
            for scope in self._model.scopes
            if scope.is_coroutine
            for call in scope.of_type(ast.Call)
            if isinstance(call.func, ast.Attribute)
            and call.func.attr == "set"
            and self._model.is_instance(call.func.value, _VARIABLE)
        )


def _reached(function: FunctionSummary, model: SemanticModel) -> list[FunctionSummary]:
    """*function* and the plain functions of the project that it calls, in a few steps."""
    found, step = [function], [function]
    for _ in range(_STEPS):
        step = [
            callee
            for one in step
            for call in one.scope.of_type(ast.Call)
            for callee in _plain(call, one, model)
            if callee not in found
        ]
        found += step
        if len(found) > _MOST:
            break
    return found


def _plain(
    call: ast.Call, function: FunctionSummary, model: SemanticModel
) -> Iterator[FunctionSummary]:
    for option in options_of(model.value_in(call.func, function, function.scope)):
        if isinstance(option, FunctionValue) and not option.call_kind:
            summary = option.summary
            if not (summary.module.is_stub or summary.module.is_foreign or summary.is_async):
                yield summary


def _uses(scope: Scope, function: FunctionSummary, model: SemanticModel) -> Iterator[_Use]:
    """What *scope*, of the module of *function*, asks of context variables."""
    for call in scope.of_type(ast.Call):
        match call.func:
            case ast.Attribute(value=owner, attr="get" | "set" as method) if last_name(owner):
                value = model.value_in(owner, function, scope)
                if isinstance(value, Instance) and value.qualified_name == _VARIABLE:
                    yield _Use(last_name(owner), method)
