"""Functions that set something for all: an attribute of a module or class, a global, the environment.

``Settings.llm = make(name)``, then a library that reads it: for the event loop both are one step. In
threads, one for each request, another sets its own before the first has read what it has set. What is
set only where it is found missing (``if _answer is None: _answer = ask()``) is the same for all.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.deciding_tests import false_in
from flake8_asyncpitfalls.analyses.loop_needs import makers, run_by
from flake8_asyncpitfalls.analyses.thread_marks import is_environment
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_DEPTH, _MAX_FUNCTIONS = 3, 60
"""How many calls down, and in how many functions, it is looked for."""


def sets_for_all(model: SemanticModel, scope: Scope) -> bool:
    """Whether the function *scope* sets something for all, itself or by what it calls."""
    assert isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef))
    if _sets_itself(model.summary_of(scope.node)):
        return True
    types = model.types
    settings = types.kept(_Settings)
    return any(
        settings.are_set_by(function, _DEPTH)
        for call in scope.of_type(ast.Call)
        for option in options_of(model.value_of(call.func))
        for function in (makers(types, option) if isinstance(option, ClassValue) else [option])
        if isinstance(function, FunctionValue)
    )


class _Settings:
    """Answers for one run."""

    def __init__(self, types: Evaluator) -> None:
        self._types = types
        self._known: dict[tuple[FunctionSummary, int], bool] = {}

    def are_set_by(self, function: FunctionValue, depth: int) -> bool:
        """Whether *function*, or what it calls to *depth*, sets something for all."""
        summary = function.summary
        if summary.module.is_stub or summary.is_async:
            return "process_wide" in summary.markers
        key = summary, depth
        if key not in self._known:
            self._known[key] = False  # a function that calls itself
            self._known[key] = _sets_itself(summary) or (
                depth > 0
                and any(self.are_set_by(one, depth - 1) for one in self._called_by(function))
            )
        return self._known[key]

    def _called_by(self, function: FunctionValue) -> Iterator[FunctionValue]:
        frame = self._types.calls.frame_of(function, [], {})
        for site in function.summary.sites[:_MAX_FUNCTIONS]:
            for option in run_by(self._types, site, frame):
                if isinstance(option, FunctionValue):
                    yield option


def _sets_itself(function: FunctionSummary) -> bool:
    """Whether *function* sets an attribute of what the module has, a global, or the environment."""
    scope, table = function.scope, function.module.terms.table(function.scope)
    if any(
        one.kind != "def" and not _is_made_once(one, function)
        for name in table.global_names
        for one in table.by_name.get(name, ())
    ):
        return True
    return any(
        not isinstance(part.ctx, ast.Load) and is_environment(part.value, function)
        for part in scope.of_type(ast.Subscript)
    ) or any(
        not isinstance(part.ctx, ast.Load) and _is_of_all(root_name(part), function)
        for part in scope.of_type(ast.Attribute)
    )


def _is_made_once(binding: Binding, function: FunctionSummary) -> bool:
    """Whether the global of *binding* is set only where a test has found it missing."""
    parents = function.module.terms.parents
    node = binding.node
    while node is not function.scope.node:
        outer = parents[node]
        if isinstance(outer, ast.If) and node in outer.body:
            for missing in false_in(outer.test, is_true=True):
                if isinstance(missing, ast.Name) and missing.id == binding.name:
                    return True
        node = outer
    return False


def _is_of_all(name: str, function: FunctionSummary) -> bool:
    """Whether *name* is what the module binds, or the function imports: nothing of its own."""
    bindings = function.module.terms.table(function.scope).by_name.get(name, ())
    return name not in ("", "self") and all(one.kind in ("import", "from") for one in bindings)
