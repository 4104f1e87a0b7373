"""Callbacks that go to a thread with the function that runs there, and that this function calls.

``asyncio.to_thread(download, url, self._progress)``: ``download`` calls its parameter, so that
``_progress`` runs in the thread, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.passed_arguments import passed, passed_elsewhere, taken_by
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, Partial
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.passed_arguments import Passing
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

ASKING = frozenset({
    "_get_running_loop", "_running_loop", "current_thread", "get_ident", "get_native_id",
    "get_running_loop", "is_running",
})  # fmt: skip
"""Who says one of these finds out in which thread it is."""
_FUNCTIONS = (ast.Name, ast.Attribute, ast.Lambda, ast.Call)
_FUTURE = "concurrent.futures.Future"
_MAX_STEPS = 3


def asks_for_thread(scope: Scope) -> bool:
    """Whether the function finds out in which thread it runs."""
    nodes: list[ast.Name | ast.Attribute] = scope.of_type(ast.Name, ast.Attribute)
    return any(getattr(node, "attr", getattr(node, "id", "")) in ASKING for node in nodes)


def minds_threads(scope: Scope) -> bool:
    """Whether it finds out where it runs, or hands something to a loop as threads must."""
    names = (node.attr for node in scope.of_type(ast.Attribute))
    return asks_for_thread(scope) or any("threadsafe" in name for name in names)


def handed_over(call: ast.Call, model: SemanticModel) -> Iterator[Scope]:
    """The functions of this module that run in a thread because *call* hands them over with another."""
    for target in model.arguments_marked(call, "offloads"):
        yield from _scopes_called(passed_elsewhere(target, call, model), model)
    if last_name(call.func) == "add_done_callback" and call.args:
        if isinstance(call.func, ast.Attribute) and _is_of_thread(call.func.value, model):
            yield from own_scope(call.args[0], model)


def methods_handed_over(call: ast.Call, model: SemanticModel) -> Iterator[ast.Attribute]:
    """The methods that run in a thread because *call* hands them over, alone or with another function."""
    for target in model.arguments_marked(call, "offloads"):
        if isinstance(target, ast.Attribute):
            yield target
        for expr, name, function in _given(passed_elsewhere(target, call, model), model):
            if isinstance(expr, ast.Attribute) and model.analysis(_Calling).of(function, name):
                yield expr


def called_back(call: ast.Call, model: SemanticModel) -> Iterator[Scope]:
    """The functions of this module that *call* gives to a function that calls them at once."""
    yield from _scopes_called(passed(call), model)


def _scopes_called(passing: Passing, model: SemanticModel) -> Iterator[Scope]:
    for expr, name, function in _given(passing, model):
        found = list(own_scope(expr, model))
        if found and model.analysis(_Calling).of(function, name):
            yield from found


def _given(
    passing: Passing, model: SemanticModel
) -> Iterator[tuple[ast.expr, str, FunctionSummary]]:
    """What may be functions among what a known function is given, with the parameters."""
    exprs = [*passing.args, *passing.keywords.values()]
    if not any(isinstance(expr, _FUNCTIONS) for expr in exprs):
        return
    function = model.value_of(passing.func)
    if isinstance(function, FunctionValue) and not function.call_kind:
        for name, expr in taken_by(function, passing):
            if isinstance(expr, _FUNCTIONS):
                yield expr, name, function.summary


def own_scope(expr: ast.expr, model: SemanticModel) -> Iterator[Scope]:
    """The plain function of this module that *expr* is, or that a ``partial`` calls."""
    if not isinstance(expr, _FUNCTIONS):
        return
    value = model.value_of(expr)
    if isinstance(value, Partial):
        value = value.function
    if isinstance(value, FunctionValue) and value.summary.module is model.module:
        summary = value.summary
        if not (summary.is_async or summary.is_generator or asks_for_thread(summary.scope)):
            yield summary.scope


class _Calling:
    """Which functions call their parameters, as far as one file asks."""

    def __init__(self, model: SemanticModel) -> None:
        self._model, self._types = model, model.types
        self._known: dict[tuple[FunctionSummary, str, int], bool] = {}

    def of(self, function: FunctionSummary, name: str, steps: int = _MAX_STEPS) -> bool:
        """Whether *function* itself calls its parameter *name*, or gives it to another one that does."""
        key = (function, name, steps)
        if key not in self._known:
            self._known[key] = self._calls(function, name, steps)
        return self._known[key]

    def _calls(self, function: FunctionSummary, name: str, steps: int) -> bool:
        if function.module.is_stub or function.is_async or function.is_generator:
            return False
        function.module.hold(self._model)
        scope, terms = function.scope, function.module.terms
        bindings = terms.table(scope).by_name.get(name, ())
        if any(binding.kind != "param" for binding in bindings) or minds_threads(scope):
            return False
        for call in scope.of_type(ast.Call):
            if isinstance(call.func, ast.Name) and call.func.id == name:
                return True
            passing = passed(call)
            exprs = (*passing.args, *passing.keywords.values())
            if not steps or not any(isinstance(arg, ast.Name) and arg.id == name for arg in exprs):
                continue
            frame = self._types.frame(function.module)
            callee = self._types.evaluate(terms.reduce(call.func, scope), frame)
            if isinstance(callee, FunctionValue) and not callee.call_kind:
                taken = [
                    p for p, arg in taken_by(callee, passing) if getattr(arg, "id", "") == name
                ]
                if any(self.of(callee.summary, p, steps - 1) for p in taken):
                    return True
        return False


def _is_of_thread(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is the future of work that a pool of threads or processes does.

    ``run_coroutine_threadsafe`` gives such a future, too, which the loop's own thread fills.
    """
    value = model.value_of(expr)
    if not isinstance(value, Instance) or value.qualified_name != _FUTURE:
        return False
    made: list[ast.expr | None] = [expr]
    if isinstance(expr, ast.Name):
        bindings = model.terms.bindings_read(expr, model.scope_of(expr))
        made = [binding.value for binding in bindings]
    return bool(made) and all(
        isinstance(one, ast.Call) and bool(model.arguments_marked(one, "offloads")) for one in made
    )
