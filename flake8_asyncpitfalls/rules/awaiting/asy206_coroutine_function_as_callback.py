"""A coroutine function as a plain callback.

## What it does
Reports an `async def`, or a lambda that gives a coroutine, handed to something that calls it as a
plain function: `Thread(target=...)`, `asyncio.to_thread`, `run_in_executor`, `submit`,
`call_soon`, `call_later`, `add_done_callback`, `atexit.register`, `signal.signal`,
`weakref.finalize`, `filter`, `functools.reduce` and the `key` of `sorted`, `min` and `max`. `map`
is reported only when its results are dropped. So are one that is assigned to what a library calls
(`client.on_message` of paho), an `async def` under a decorator that makes a
command, a task or a job of plain functions (`@click.command()`, `@app.task` of Celery) or, written
in the project, only calls its function in a thread, and one handed to a function of the project
that calls it and drops each result. A library's method in whose place the project puts its own
(`Signal.connect = connect`) is left alone.

## Why it hurts
The call makes a coroutine object that the caller does not know what to do with. The callback never
runs; `filter` keeps everything, because a coroutine is true.

## Example
```python
async def on_done(task):
    await report(task.result())

task.add_done_callback(on_done)
```

## Instead
```python
def on_done(task):
    reports.add(asyncio.create_task(report(task.result())))

task.add_done_callback(on_done)
```

## Fix safety
There is no fix: somebody has to decide who awaits the coroutine.

## Like
pyright and mypy in part, where the callback's type is declared to return None.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import gives_coroutine, is_transparent
from flake8_asyncpitfalls.analyses.called_parameters import (
    DROPPED,
    arguments_called,
    is_stored_and_dropped,
    own_callee,
)
from flake8_asyncpitfalls.analyses.coroutines import is_asked_about
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import head_of, shown
from flake8_asyncpitfalls.rules.awaiting._thread_decorators import runs_plainly_in_thread
from flake8_asyncpitfalls.rules.awaiting._wanted_kinds import (
    is_called_by_library,
    is_for_plain,
    marks_plain,
    may_await_hooks,
    may_do_else,
    takes_result,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, called_in
from flake8_asyncpitfalls.span import Span

rule = Rule(
    code="ASY206",
    name="coroutine-function-as-callback",
    severity=Severity.ERROR,
    message="{caller!r} {harm}; hand it a plain function that {advice}",
)
_MARKERS = ("offloads", "runs_on_loop", "calls", "calls_later")


@rule.check(ast.Call, marks=_MARKERS)
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Coroutine functions among the arguments of *call*."""
    if not any(_may_be_function(expr) for expr in arguments_of(call)):
        return
    is_mere_mark = model.marker(call.func, "transparent") is not None
    for marker in _MARKERS:
        if (is_mere_mark and marker == "runs_on_loop") or may_await_hooks(call, model):
            continue
        for expr in model.arguments_marked(call, marker):
            is_lost = marker != "calls" or takes_result(call, model)
            is_wrong = is_lost and _may_be_function(expr) and _is_async(expr, model)
            if is_wrong and not may_do_else(call, _MARKERS, model):
                yield _finding(call, expr, marker)


@rule.check(ast.Call)
def check_project_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Coroutine functions for parameters that a function of the project calls for nothing."""
    if own_callee(model, call) is None:
        return
    given = [e for e in arguments_of(call) if _may_be_function(e) and _is_async(e, model)]
    dropped = list(arguments_called(model, call, DROPPED, given.__contains__)) if given else []
    for expr in given:
        if expr in dropped or is_stored_and_dropped(model, call, expr):
            yield _finding(call, expr, "")


@rule.check(ast.Assign)
def check_attribute(stmt: ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """``client.on_message = handle``, which the library calls in its own thread."""
    target = stmt.targets[0]
    if not isinstance(target, ast.Attribute) or not _may_be_function(stmt.value):
        return
    if is_called_by_library(target, model) and _is_async(stmt.value, model):
        harm = (
            f"is called as a plain function, so the coroutine of {shown(stmt.value)!r} never runs"
        )
        advice = "hands it to the loop with 'asyncio.run_coroutine_threadsafe'"
        yield _found(stmt.value, shown(target), shown(stmt.value), advice, harm)


@rule.check(ast.AsyncFunctionDef)
def check_decorators(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """``@atexit.register``, ``@click.command()`` and their like above an ``async def``."""
    for decorator in reversed(function.decorator_list):
        if is_for_plain(decorator, model) or runs_plainly_in_thread(decorator, model):
            yield _found(head_of(function), shown(decorator), function.name, "runs a loop for it")
        elif marks_plain(decorator, model):
            harm = f"is for plain functions, and means nothing on the coroutine function {function.name!r}"
            yield _found(
                head_of(function), shown(decorator), function.name, "starts a task for it", harm
            )
        factory = called_in(decorator)
        if not is_transparent(model, factory):
            break


def _finding(call: ast.Call, expr: ast.expr, marker: str) -> Finding:
    is_on_loop = marker == "runs_on_loop"
    advice = "starts a task for it" if is_on_loop or not marker else "runs a loop for it"
    if marker == "calls":
        advice = "needs no await"
    return _found(expr, shown(call), shown(expr), advice)


def _found(
    expr: ast.expr | Span, caller: str, callback: str, advice: str, harm: str = ""
) -> Finding:
    harm = harm or f"calls {callback!r} as a plain function, so its coroutine never runs"
    return rule.finding(expr, caller=caller, callback=callback, advice=advice, harm=harm)


def _is_async(expr: ast.expr, model: SemanticModel) -> bool:
    return gives_coroutine(model, expr) and not is_asked_about(model, expr)


def _may_be_function(expr: ast.expr) -> bool:
    return isinstance(expr, (ast.Name, ast.Attribute, ast.Lambda, ast.Call))
