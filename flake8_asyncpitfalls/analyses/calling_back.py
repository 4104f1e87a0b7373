"""What calls back, or looks at who called it: both are the thread's matter.

Listeners, handlers and signals that others have left with a function may belong to the event loop's
thread. So may code that only the run knows, and what asks for its caller's frames or for the exception
that is handled there. That is the same in a thread where what runs there handles it, too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.function_tables import functions_in_table
from flake8_asyncpitfalls.analyses.unknown_code import (
    asks_for_exception,
    asks_if_handling,
    looks_at_frames,
    runs_any_code,
)
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.sites import Site
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_FUNCTIONS = 300


def calls_back(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls may call what others have left with it: listeners, handlers, signals.

    Or whether it runs code that only the run knows, or looks at its caller's frames or exception.
    """
    known = model.types.kept(_CallingBack)
    functions = [
        option
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue)
    ]
    return any(map(known.calls_back, functions)) or (
        _is_handling(model, call) and any(map(known.asks_if_handling, functions))
    )


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


_Key: TypeAlias = "tuple[FunctionValue, bool]"
"""A function, and whether a caller further out, in the thread as well, handles an exception."""


class _CallingBack:
    """Answers for one run."""

    def __init__(self, types: Evaluator) -> None:
        self._types = types
        self._known: dict[bool, dict[_Key, bool]] = {False: {}, True: {}}

    def calls_back(self, function: FunctionValue) -> bool:
        """Whether *function* calls back, or asks for what only its caller's thread has."""
        return self._is_so((function, False), of_question=False)

    def asks_if_handling(self, function: FunctionValue) -> bool:
        """Whether *function* also asks if its caller handles an exception."""
        return self._is_so((function, False), of_question=True)

    def _is_so(self, key: _Key, *, of_question: bool) -> bool:
        known = self._known[of_question]
        if key not in known:
            seen: set[_Key] = set()
            search = _Search(self._types, seen, of_question)
            found = search.finds(key)
            # Where nothing was found, all that was looked at has been looked at to its end.
            known.update(dict.fromkeys({key} if found else {key, *seen}, found))
        return known[key]


class _Search(NamedTuple):
    """One search through a function and what it calls; *of_question*: for questions, too."""

    types: Evaluator
    seen: set[_Key]
    of_question: bool

    def finds(self, key: _Key) -> bool:
        """Whether the function of *key* calls back."""
        function, is_handling = key
        summary = function.summary
        if key in self.seen or summary.module.is_stub or summary.is_async:
            return False
        self.seen.add(key)
        if len(self.seen) > _MAX_FUNCTIONS:
            return True
        if self.of_question and not is_handling and _raises_again(summary):
            return True
        frame = self.types.calls.frame_of(function, [], {})
        sites = (site for site in summary.sites if site.kind == "call")
        return any(
            self._finds_at(site, summary, frame, is_handling or _is_in_handler(site, summary))
            for site in sites
        ) or any(
            self._calls_stored(call, summary, is_handling)
            for call in summary.scope.of_type(ast.Call)
        )

    def _finds_at(
        self, site: Site, function: FunctionSummary, frame: Frame, is_handling: bool
    ) -> bool:
        """Whether *site* of *function* does."""
        options = options_of(self.types.evaluate(site.term[1], frame))
        functions = [option for option in options if isinstance(option, FunctionValue)]
        if any(self.finds((option, is_handling)) for option in functions):
            return True
        if runs_any_code(site, options) or looks_at_frames(options):
            return True
        if not is_handling and asks_for_exception(options):
            return True
        if self.of_question and not is_handling and asks_if_handling(options):
            return True
        # What a decorator wraps is known where the function is called by its name.
        return not functions and _is_wrapped(site.term[1], function) and not _is_of_library(options)

    def _calls_stored(self, call: ast.Call, function: FunctionSummary, is_handling: bool) -> bool:
        """Whether *call* calls what others have stored somewhere, or what in a table calls back."""
        if not _is_stored_callback(call, function):
            return False
        named = functions_in_table(call, function, self.types)
        return named is None or any(self.finds((option, is_handling)) for option in named)


def _is_in_handler(site: Site, function: FunctionSummary) -> bool:
    return any(
        handler.lineno <= site.line <= (handler.end_lineno or handler.lineno)
        for handler in function.scope.of_type(ast.ExceptHandler)
    )


def _raises_again(function: FunctionSummary) -> bool:
    """Whether it raises what its caller handles: ``raise`` alone, in no handler of its own."""
    handlers = function.scope.of_type(ast.ExceptHandler)
    return any(
        stmt.exc is None
        and not any(one.lineno <= stmt.lineno <= (one.end_lineno or 0) for one in handlers)
        for stmt in function.scope.of_type(ast.Raise)
    )


def _is_wrapped(callee: Term, function: FunctionSummary) -> bool:
    """Whether *callee* is a parameter of a function around *function*: what a decorator wraps."""
    return bool(callee[0] == "param" and callee[1] != function.identity)


def _is_of_library(options: tuple[Value, ...]) -> bool:
    """Whether they are certainly of libraries: the maker of sessions that a factory was given, say."""
    return all(
        isinstance(option, (ClassValue, Instance)) and option.summary.module.is_stub
        for option in options
    )


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
