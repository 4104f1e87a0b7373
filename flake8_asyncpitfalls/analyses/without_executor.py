"""Code that may run when no thread of the loop's executor can be started any more.

``asyncio.run`` shuts the default executor down before it closes the loop, and the interpreter all
executors before it calls what ``atexit`` keeps: ``to_thread`` raises RuntimeError then. So it does after
``await loop.shutdown_default_executor()``. Looked for is what the project registers for those moments, here
or in modules that import such a register, and all functions that this leads to; others may call them, too.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.control_flow import State, states_at_ends, walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_REGISTERS, _ENDS, _DEFAULT = "runs_without_executor", "ends_executor", "default_executor"
_EXECUTOR = "concurrent.futures.Executor"
_REGISTERING = ("asyncio_atexit", "atexit")
_ENDED: State = frozenset({True})
_MOST_FUNCTIONS, _MOST_MODULES = 200, 4


def runs_without_executor(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* may run when ``to_thread`` and ``run_in_executor`` only raise."""
    return model.analysis(_Late).has(node)


def ends_default_executor(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* shuts down what the module has made the loop's default: no thread of it can do that."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "shutdown":
        return False
    if not model.is_instance(func.value, _EXECUTOR):
        return False
    return unparsed(func.value) in model.analysis(_default_executors)


def _default_executors(model: SemanticModel) -> set[str]:
    """What the module makes the loop's default executor, as texts."""
    return {
        unparsed(given)
        for scope in model.terms.root.walk()
        for call in scope.of_type(ast.Call)
        for given in model.arguments_marked(call, _DEFAULT)
    }


class _Late:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._functions: set[FunctionSummary] | None = None
        self._after: dict[Scope, dict[ast.AST, None]] = {}

    def has(self, node: ast.AST) -> bool:
        """Whether *node* follows the end of the executor, or its function is reached from there."""
        scope = self._model.scope_of(node)
        if node in self._after_end(scope):
            return True
        if self._functions is None:
            # Functions that are asked about meanwhile are no part of the answer.
            self._functions = set()
            self._functions = self._reached()
        if not isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return False
        return self._model.module.function(scope.identity) in self._functions

    def _reached(self) -> set[FunctionSummary]:
        """The functions that run then, with those that they call."""
        found: set[FunctionSummary] = set()
        todo = list(self._first())
        while todo and len(found) < _MOST_FUNCTIONS:
            function = todo.pop()
            summary = function.summary
            if summary in found or summary.module.is_stub:
                continue
            found.add(summary)
            summary.module.hold(self)
            todo += self._called(function)
        return found

    def _first(self) -> Iterator[FunctionValue]:
        """What is registered for then, and what this module calls after the end of the executor."""
        yield from _registered(self._model)
        for found in islice(_registered_elsewhere(self._model), _MOST_MODULES):
            yield from found
        for scope in self._model.scopes:
            for node in self._after_end(scope):
                if isinstance(node, ast.Call):
                    yield from _functions(self._model.value_of(node.func))

    def _others(self) -> Iterator[SemanticModel]:
        """The other modules that may register what runs coroutines: there is a word of that in them."""
        own = self._model.module
        for word in _REGISTERING:
            found = self._model.types.loader.search(IMPORTING + word, own, having="async")
            for module in found or ():
                if module is not own:
                    with suppress(SourceError):
                        yield self._model.beside(module)

    def _called(self, function: FunctionValue) -> Iterator[FunctionValue]:
        """The functions that *function* itself calls."""
        summary = function.summary
        for call in summary.scope.of_type(ast.Call):
            yield from _functions(self._model.value_in(call.func, summary, summary.scope))

    def _after_end(self, scope: Scope) -> dict[ast.AST, None]:
        """The nodes of *scope* that its own statements reach after the end of the executor."""
        found = self._after.get(scope)
        if found is None:
            found = self._after[scope] = {}
            ends = {call for call in scope.of_type(ast.Call) if self._is_end(call)}
            if ends:
                self._follow(scope, ends, found)
        return found

    def _follow(self, scope: Scope, ends: set[ast.Call], found: dict[ast.AST, None]) -> None:
        def after(node: ast.AST, state: State) -> State:
            parts = list(walk_code([node]))
            if True in state:
                found.update(dict.fromkeys(parts))
            return state if ends.isdisjoint(parts) else _ENDED

        states_at_ends(scope.body, after)

    def _is_end(self, call: ast.Call) -> bool:
        is_own = self._model.marker(call.func, _ENDS) is not None
        return is_own or ends_default_executor(call, self._model)


def _registered_elsewhere(model: SemanticModel) -> Iterator[tuple[FunctionValue, ...]]:
    """The functions that each of the other modules registers which import such a register."""
    known = model.types.kept(_Registers)
    for word in _REGISTERING:
        for module in model.types.loader.search(IMPORTING + word, model.module) or ():
            if module is not model.module:
                with suppress(SourceError):
                    yield known.of(module, model)


class _Registers:
    """What modules register, read once a run: each file that asks would parse them anew."""

    def __init__(self, types: Evaluator) -> None:
        self._known: dict[ModuleFacts, tuple[FunctionValue, ...]] = {}

    def of(self, module: ModuleFacts, asker: SemanticModel) -> tuple[FunctionValue, ...]:
        """The functions that *module* registers; raise SourceError if it cannot be parsed."""
        if module not in self._known:
            self._known[module] = tuple(_registered(asker.beside(module)))
        return self._known[module]


def _registered(model: SemanticModel) -> Iterator[FunctionValue]:
    """The functions that the file of *model* registers, by a call or as a decorator does."""
    for scope in model.scopes:
        for call in scope.of_type(ast.Call):
            for given in model.arguments_marked(call, _REGISTERS):
                yield from _run_by(given, model)
        if isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            decorators = scope.node.decorator_list
            if any(model.marker(one, _REGISTERS) is not None for one in decorators):
                yield FunctionValue(model.module.function(scope.identity))


def _run_by(given: ast.expr, model: SemanticModel) -> Iterator[FunctionValue]:
    """The functions that run when *given* is called: ``close``, ``lambda: run(close())``, a ``partial``."""
    if isinstance(given, (ast.Lambda, ast.Call)):
        calls = (node for node in ast.walk(given) if isinstance(node, ast.Call))
        for expr in (part for call in calls for part in (call.func, *call.args)):
            yield from _functions(model.value_of(expr))
    else:
        yield from _functions(model.value_of(given))


def _functions(value: Value) -> Iterator[FunctionValue]:
    return (option for option in options_of(value) if isinstance(option, FunctionValue))
