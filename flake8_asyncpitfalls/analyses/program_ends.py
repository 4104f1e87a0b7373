"""Functions that end the program or put another in its place: no thread is to be started for them.

``os.execv`` and ``os._exit`` do it from any thread, while the others are in the middle of something. What
never returns (``sys.exit()`` as the last statement) keeps nobody waiting who would go on afterwards.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Value,
    options_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MARKER = "never_returns"
_LOOP = "asyncio.AbstractEventLoop"
_MOST = 100


def ends_program(model: SemanticModel, function: Value) -> bool:
    """Whether *function* may end the process at once, or never comes back from what it does."""
    return model.analysis(_Ends).of(function)


def stops_loop_before(model: SemanticModel, node: ast.AST) -> bool:
    """Whether the function of *node* has told an event loop to stop, maybe its own, by then."""
    return model.analysis(_Stops).first(model.scope_of(node)) < getattr(node, "lineno", 0)


def is_last_of_program(model: SemanticModel, call: ast.AST) -> bool:
    """Whether what *call* calls ends the program when it is done, or the next statement does so."""
    if isinstance(call, ast.Call):
        options = options_of(model.value_of(call.func))
        if all(isinstance(one, FunctionValue) and _ends_at_last(one, model) for one in options):
            return True
    stmt = model.statement_of(call)
    block = model.block_of(stmt)
    match block[block.index(stmt) + 1 :]:
        case [ast.Expr(value=ast.Call() as last), *_]:
            return model.marker(last.func, _MARKER) is not None
    return False


def _ends_at_last(function: FunctionValue, model: SemanticModel) -> bool:
    """Whether the last statement of *function*, one of the project, ends the program."""
    summary = function.summary
    if summary.is_async or summary.module.is_stub:
        return False
    last = _last_line(summary)
    frame = model.types.calls.frame_of(function, [], {})
    return any(
        isinstance(option, FunctionValue) and _MARKER in option.summary.markers
        for site in summary.sites
        if site.kind == "call" and site.line == last
        for option in options_of(model.types.evaluate(site.term[1], frame))
    )


class _Stops:
    """Where each function first tells an event loop to stop."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, int] = {}

    def first(self, scope: Scope) -> int:
        """The line (1-based) in *scope*; a very high one where it does not."""
        if scope not in self._known:
            nodes = [node for node in scope.of_type(ast.Attribute) if node.attr == "stop"]
            lines = (node.lineno for node in nodes if _is_stop(node, self._model))
            self._known[scope] = min(lines, default=sys.maxsize)
        return self._known[scope]


def _is_stop(stop: ast.Attribute, model: SemanticModel) -> bool:
    """Whether *stop* is that of an event loop, called or handed on."""
    return any(
        isinstance(option, Instance) and option.qualified_name == _LOOP
        for option in options_of(model.value_of(stop.value))
    )


class _Ends:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[FunctionValue, bool] = {}

    def of(self, function: Value) -> bool:
        """Whether one of the functions that it may be ends the program."""
        return any(
            self._is_known_to_end(option)
            for option in options_of(function)
            if isinstance(option, FunctionValue)
        )

    def _is_known_to_end(self, function: FunctionValue) -> bool:
        known = self._known.get(function)
        if known is None:
            known = self._known[function] = self._ends(function, set(), is_end=True)
        return known

    def _ends(self, function: FunctionValue, seen: set[FunctionValue], *, is_end: bool) -> bool:
        """Whether *function* does; *is_end*: it is all that is left to do."""
        summary = function.summary
        if function in seen or summary.is_async or len(seen) > _MOST:
            return False
        seen.add(function)
        if summary.module.is_stub:
            marker = summary.markers.get(_MARKER)
            return marker is not None and (is_end or "raises" not in marker.keywords)
        last = _last_line(summary) if is_end else -1
        types = self._model.types
        frame = types.calls.frame_of(function, [], {})
        return any(
            self._ends(option, seen, is_end=site.line == last)
            for site in summary.sites
            if site.kind == "call"
            for option in options_of(types.evaluate(site.term[1], frame))
            if isinstance(option, FunctionValue)
        )


def _last_line(function: FunctionSummary) -> int:
    """The line of the call that is the last statement of *function*, or -1."""
    body = function.scope.body
    match body[-1] if body else None:
        case ast.Expr(value=ast.Call() as call):
            return call.lineno
    return -1
