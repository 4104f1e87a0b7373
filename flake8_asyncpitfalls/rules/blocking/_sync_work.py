"""Whether a synchronous function does work for which its asynchronous sibling waits.

What it calls decides: what a stub names an asynchronous form for, a function of the project that does
something, or a call that stands awaited in the sibling, under its own name or that of its
asynchronous form. What starts a task, or makes a coroutine, only puts the work down for others.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.blocking._remedies.siblings import sibling_names
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Unknown, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MAX_STEPS = 3


def does_work(model: SemanticModel, function: FunctionSummary, sibling: FunctionSummary) -> bool:
    """Whether *function*, of the project, does itself what *sibling* awaits."""
    if sibling.name in _mentioned(function) or _puts_down(model, function, _MAX_STEPS):
        return False
    awaited = {
        last_name(node.value.func)
        for node in sibling.scope.of_type(ast.Await)
        if isinstance(node.value, ast.Call)
    }
    return any(
        _is_work(callee) or _is_awaited(last_name(call.func), awaited)
        for call, value in _calls(model, function)
        for callee in options_of(value)
        if isinstance(callee, (FunctionValue, Unknown))
    )


def _is_work(callee: Value) -> bool:
    """Whether *callee* is known to do something that is not over at once."""
    if not isinstance(callee, FunctionValue):
        return False
    if callee.summary.module.is_stub:
        return "has_async" in callee.summary.markers
    return not callee.summary.is_empty and not callee.call_kind


def _is_awaited(name: str, awaited: set[str]) -> bool:
    return name in awaited or not awaited.isdisjoint(sibling_names(name))


def _puts_down(model: SemanticModel, function: FunctionSummary, steps: int) -> bool:
    """Whether *function* starts a task or makes a coroutine, directly or further down."""
    for _, value in _calls(model, function):
        if not isinstance(value, FunctionValue):
            continue
        summary = value.summary
        if summary.is_async or "schedules" in summary.markers:
            return True
        if steps and not summary.module.is_stub and _puts_down(model, summary, steps - 1):
            return True
    return False


def _calls(model: SemanticModel, function: FunctionSummary) -> Iterator[tuple[ast.Call, Value]]:
    """The calls in the body of *function*, each with what is called."""
    for call in function.scope.of_type(ast.Call):
        yield call, model.value_in(call.func, function, function.scope)


def _mentioned(function: FunctionSummary) -> set[str]:
    """The names that the body of *function* mentions."""
    nodes = list(ast.walk(function.scope.node))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return names | {node.id for node in nodes if isinstance(node, ast.Name)}
