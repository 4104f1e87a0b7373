"""Functions of the project that run what they are given in an event loop of their own.

``def run(f): return asyncio.run(f())``, and the same as a decorator. What is looked for is an
argument that goes there and nowhere else: a function that also hands it to a running loop, or asks
what it is, decides at run time, and nothing is said of it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.starting import leaves_running
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Unknown,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import called_in, last_name, walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_DESCRIBING = frozenset({"__doc__", "__module__", "__name__", "__qualname__"})


def runs_in_own_loop(model: SemanticModel, function: ast.expr) -> bool:
    """Whether *function* only runs its argument, a coroutine or what makes one, in its own loop."""
    if model.marker(function, "runs_loop") is not None:
        return True
    options = options_of(model.value_of(function))
    return bool(options) and all(_runs_in_own(model, option) for option in options)


def plain_decorators(
    model: SemanticModel, node: ast.FunctionDef | ast.AsyncFunctionDef
) -> list[ast.expr]:
    """The decorators that may give another function, from the innermost on: no ``click.option``."""
    return [
        decorator
        for decorator in reversed(node.decorator_list)
        if model.marker(called_in(decorator), "transparent") is None
    ]


def is_made_plain(model: SemanticModel, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a decorator makes a plain function of *node*, which runs it in a loop of its own.

    Those below may only wrap it, and leave nothing running beside it.
    """
    for decorator in plain_decorators(model, node):
        if runs_in_own_loop(model, decorator):
            return True
        wrapper = model.value_of(decorator)
        if not isinstance(wrapper, FunctionValue) or _may_run_beside(model, wrapper.summary):
            return False
    return False


def _may_run_beside(model: SemanticModel, decorator: FunctionSummary) -> bool:
    """Whether *decorator*, or a function that it makes, may leave something running on the loop."""
    if decorator.module.is_stub:
        return True
    names = {parameter.name for parameter in decorator.parameters}
    for call, callee in _known_calls(model.types, decorator):
        is_wrapped = isinstance(call.func, ast.Name) and call.func.id in names
        options = options_of(callee)
        if any(leaves_running(model, option) for option in options):
            return True
        if not is_wrapped and any(isinstance(option, Unknown) for option in options):
            parents = decorator.module.terms.parents
            if isinstance(parents.get(call), (ast.Await, ast.withitem)):
                return True
    return False


def lines_that_ask(types: Evaluator, summary: FunctionSummary) -> set[int]:
    """Where a function only asks whether a loop runs here, and runs one of its own if none does.

    ``try: get_running_loop()``, ``except RuntimeError: return asyncio.run(coro)``: a thread without
    a loop is expected.
    """
    asking = [
        stmt
        for stmt in summary.scope.of_type(ast.Try)
        if len(stmt.body) == 1 and _asks_for_loop(stmt.body[0])
    ]
    running = {
        call
        for call, callee in (_known_calls(types, summary) if asking else ())
        if isinstance(callee, FunctionValue) and "runs_loop" in callee.summary.markers
    }
    return {
        stmt.body[0].lineno
        for stmt in asking
        if any(_ends_with(handler, running) for handler in stmt.handlers)
    }


def _asks_for_loop(stmt: ast.stmt) -> bool:
    call = stmt.value if isinstance(stmt, ast.Expr) else None
    return isinstance(call, ast.Call) and last_name(call.func) == "get_running_loop"


def _ends_with(handler: ast.ExceptHandler, calls: set[ast.Call]) -> bool:
    """Whether *handler* is for the missing loop, and returns what one of *calls* gives."""
    last = handler.body[-1]
    is_for_it = handler.type is not None and unparsed(handler.type) == "RuntimeError"
    return is_for_it and isinstance(last, ast.Return) and last.value in calls


def _runs_in_own(model: SemanticModel, option: Value) -> bool:
    """The same of one of the functions that may stand there, as ``sys.version_info`` decides."""
    if not isinstance(option, FunctionValue):
        return False
    summary = option.summary
    if summary.module.is_stub:
        return "runs_loop" in summary.markers
    return not summary.is_async and _runs_argument(model, summary)


def _runs_argument(model: SemanticModel, summary: FunctionSummary) -> bool:
    names = {parameter.name for parameter in summary.parameters}
    run: set[ast.AST] = set()
    harmless: set[ast.AST] = set()
    read: list[ast.Name] = []
    for call, callee in _known_calls(model.types, summary):
        if not isinstance(callee, FunctionValue) or not call.args:
            continue
        first = _bound_once(call.args[0], summary)
        if "runs_loop" in callee.summary.markers:
            run.add(_function_in(model, called_in(first), summary))
            run.update(_awaited_inside(first, summary))
        elif name_of(callee) == "functools.wraps":
            harmless.add(first)
    for scope in summary.scope.walk():
        read += [node for name in names for node in scope.names(name)]
        # What it is called runs nothing of it: ``if function.__name__ == "run"``.
        harmless.update(a.value for a in scope.of_type(ast.Attribute) if a.attr in _DESCRIBING)
        for stmt in scope.of_type(ast.If):
            # What is refused runs nowhere: ``if not iscoroutine(main): raise ValueError(main)``.
            if not stmt.orelse and all(isinstance(inner, ast.Raise) for inner in stmt.body):
                harmless.update(walked(stmt))
    given = {node.id for node in read if node in run}
    return bool(given) and all(node in run or node in harmless for node in read if node.id in given)


def _bound_once(expr: ast.expr, summary: FunctionSummary) -> ast.expr:
    """What the local variable *expr* certainly holds, which nothing else uses; or *expr* itself."""
    if not isinstance(expr, ast.Name):
        return expr
    scopes = list(summary.scope.walk())
    others = [node for scope in scopes for node in scope.names(expr.id) if node is not expr]
    for scope in scopes:
        for stmt in scope.of_type(ast.Assign):
            if stmt.targets == others and expr in scope.names(expr.id):
                return stmt.value
    return expr


def _function_in(model: SemanticModel, made: ast.expr, summary: FunctionSummary) -> ast.expr:
    """The function that *made* is, or is a partial of: ``make = partial(function, *args)``."""
    call = _bound_once(made, summary)
    if isinstance(call, ast.Call) and call.args:
        for scope in summary.scope.walk():
            if call in scope.of_type(ast.Call):
                maker = model.value_in(call.func, summary, scope)
                return call.args[0] if name_of(maker) == "functools.partial" else made
    return made


def _awaited_inside(given: ast.expr, summary: FunctionSummary) -> Iterator[ast.expr]:
    """What a coroutine inside of the function awaits, if *given* makes it: ``asyncio.run(guarded())``."""
    name = given.func.id if isinstance(given, ast.Call) and isinstance(given.func, ast.Name) else ""
    for scope in summary.scope.children.values():
        if scope.is_coroutine and scope.name == name:
            for node in scope.of_type(ast.Await):
                yield called_in(node.value)


def _known_calls(types: Evaluator, summary: FunctionSummary) -> Iterator[tuple[ast.Call, Value]]:
    """The calls in a function and those inside it, each with what is called."""
    for scope in summary.scope.walk():
        for call in scope.of_type(ast.Call):
            yield call, types.value_in(call.func, summary, scope)
