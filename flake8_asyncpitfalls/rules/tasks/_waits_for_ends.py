"""Where to wait for a cancelled task to end may be to wait for ever.

``async with self.lock: task.cancel()``: what the task does at its end may need that lock. And a task
that goes on with its loop when it is cancelled does not end.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cancellations import names_cancellation
from flake8_asyncpitfalls.analyses.thread_marks import names_lock
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def may_never_end(stmt: ast.stmt, name: str, model: SemanticModel) -> bool:
    """Whether to wait behind *stmt* for the task in the variable *name* may be to wait for ever."""
    return _is_under_lock(stmt, model) or any(
        _goes_on(function) for function in _run_by(name, stmt, model)
    )


def _is_under_lock(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in the block of an asynchronous lock of its function."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        child, node = node, model.parent(node)
        if isinstance(node, ast.AsyncWith) and child in node.body:
            locks = [item.context_expr for item in node.items]
            if any(
                names_lock(unparsed(one)) or model.has_class_marker(one, "task_lock")
                for one in locks
            ):
                return True
    return False


def _run_by(name: str, stmt: ast.stmt, model: SemanticModel) -> Iterator[FunctionSummary]:
    """The coroutine functions that the task in the variable *name* runs."""
    for binding in model.terms.table(model.scope_of(stmt)).by_name.get(name, ()):
        for work in binding.value.args[:1] if isinstance(binding.value, ast.Call) else ():
            if isinstance(work, ast.Call):
                for option in options_of(model.value_of(work.func)):
                    if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
                        yield option.summary


def _goes_on(function: FunctionSummary) -> bool:
    """Whether a loop of *function* goes on where a cancellation has ended what is awaited in it."""
    handlers = function.scope.of_type(ast.ExceptHandler)
    return any(
        _is_in_loop(handler, function)
        for handler in handlers
        if names_cancellation(handler)
        and (can_complete(handler.body) or isinstance(handler.body[-1], ast.Continue))
    )


def _is_in_loop(node: ast.AST, function: FunctionSummary) -> bool:
    parents = function.module.terms.parents
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        child, node = node, parents[node]
        if isinstance(node, _LOOPS) and child in node.body:
            return True
    return False
