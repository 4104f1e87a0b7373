"""What calls back, or looks at who called it: both are the thread's matter.

Listeners, handlers and signals that others have left with a function may belong to the event loop's
thread. So may code that only the run knows, and what asks for its caller's frames or for the exception
that is handled there. That is the same in a thread where what runs there handles it, too.
"""

from __future__ import annotations

import ast
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.function_tables import functions_in_table
from flake8_asyncpitfalls.analyses.unknown_code import (
    asks_for_exception,
    asks_if_handling,
    looks_at_frames,
    runs_any_code,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.sites import Site
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_FUNCTIONS = 300


def calls_back(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls may call what others have left with it: listeners, handlers, signals.

    Or whether it runs code that only the run knows, or looks at its caller's frames or exception.
    """
    known = model.analysis(_CallingBack)
    found = max(
        (
            known.of(option)
            for option in options_of(model.value_of(call.func))
            if isinstance(option, FunctionValue)
        ),
        default=_Back.NO,
    )
    return found is _Back.YES or (found is _Back.IF_HANDLING and _is_handling(model, call))


def _is_handling(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands where its function handles an exception, or may be left by one."""
    function = model.scope_of(node).node
    around = model.parent(node)
    while around is not function and not isinstance(around, ast.Module):
        if isinstance(around, ast.ExceptHandler):
            return True
        node, around = around, model.parent(around)
        if isinstance(around, (ast.Try, ast.TryStar)) and node in around.finalbody:
            return True
    return False


class _Back(IntEnum):
    """Whether a function calls back; IF_HANDLING: where its caller handles an exception."""

    NO = 0
    IF_HANDLING = 1
    YES = 2


_Key: TypeAlias = "tuple[FunctionValue, bool]"
"""A function, and whether a caller further out, in the thread as well, handles an exception."""


class _CallingBack:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._types = model.types
        self._known: dict[_Key, _Back] = {}

    def of(self, function: FunctionValue) -> _Back:
        """What is known of *function*, called where nobody in its thread handles an exception."""
        key = function, False
        if key not in self._known:
            seen: set[_Key] = set()
            found = self._found(key, seen)
            # Where nothing was found, all that was looked at has been looked at to its end.
            self._known.update(dict.fromkeys({key} if found else {key, *seen}, found))
        return self._known[key]

    def _found(self, key: _Key, seen: set[_Key]) -> _Back:
        function, is_handling = key
        summary = function.summary
        if key in seen or summary.module.is_stub or summary.is_async:
            return _Back.NO
        seen.add(key)
        if len(seen) > _MAX_FUNCTIONS:
            return _Back.YES
        frame = self._types.calls.frame_of(function, [], {})
        found = _Back.NO
        for site in summary.sites:
            if site.kind == "call":
                here = is_handling or _is_in_handler(site, summary)
                found = max(found, self._at(site, summary, frame, here, seen))
            if found is _Back.YES:
                return found
        calls = summary.scope.of_type(ast.Call)
        stored = (self._of_stored(call, summary, is_handling, seen) for call in calls)
        return max(found, max(stored, default=_Back.NO))

    def _at(
        self,
        site: Site,
        function: FunctionSummary,
        frame: Frame,
        is_handling: bool,
        seen: set[_Key],
    ) -> _Back:
        """What *site* of *function* calls."""
        options = options_of(self._types.evaluate(site.term[1], frame))
        if runs_any_code(site, options) or looks_at_frames(options):
            return _Back.YES
        if not is_handling and asks_for_exception(options):
            return _Back.YES
        functions = [option for option in options if isinstance(option, FunctionValue)]
        # What a decorator wraps is known where the function is called by its name.
        if not functions and _is_wrapped(site.term[1], function):
            return _Back.YES
        is_asking = not is_handling and asks_if_handling(options)
        own = _Back.IF_HANDLING if is_asking else _Back.NO
        return max(own, *(self._found((option, is_handling), seen) for option in functions), own)

    def _of_stored(
        self, call: ast.Call, function: FunctionSummary, is_handling: bool, seen: set[_Key]
    ) -> _Back:
        """What *call* calls that others have stored somewhere, or what stands in a table."""
        if not _is_stored_callback(call, function):
            return _Back.NO
        named = functions_in_table(call, function, self._types)
        if named is None:
            return _Back.YES
        found = (self._found((option, is_handling), seen) for option in named)
        return max(found, default=_Back.NO)


def _is_in_handler(site: Site, function: FunctionSummary) -> bool:
    return any(
        handler.lineno <= site.line <= (handler.end_lineno or handler.lineno)
        for handler in function.scope.of_type(ast.ExceptHandler)
    )


def _is_wrapped(callee: Term, function: FunctionSummary) -> bool:
    """Whether *callee* is a parameter of a function around *function*: what a decorator wraps."""
    return bool(callee[0] == "param" and callee[1] != function.identity)


def _is_stored_callback(call: ast.Call, function: FunctionSummary) -> bool:
    """Whether *call* calls an element of something: ``for listener in self.listeners``."""
    func = call.func
    if isinstance(func, ast.Subscript):
        return not isinstance(func.value, ast.Dict)
    if not isinstance(func, ast.Name):
        return False
    return any(
        isinstance(part, ast.Name) and part.id == func.id
        for target, source in _loops(function)
        if not isinstance(source, (ast.Tuple, ast.List))
        for part in ast.walk(target)
    )


def _loops(function: FunctionSummary) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The target and the source of each loop and comprehension clause."""
    for loop in function.scope.of_type(ast.For):
        yield loop.target, loop.iter
    for clause in function.scope.of_type(ast.comprehension):
        yield clause.target, clause.iter
