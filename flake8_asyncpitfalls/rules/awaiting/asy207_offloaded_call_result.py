"""A result handed to a thread, a timer or the loop in the place of the function.

## What it does
Reports what takes a function to call it later or elsewhere, and is given the result of a call:
`to_thread(f(x))`, `Thread(target=f())`, `run_in_executor(None, f(x))`, `call_later(1, f())`,
`add_done_callback(f())`, `atexit.register(f())`, `add_task(f())`. Only results that certainly
cannot be called are meant: a function that makes the callback is fine. The same for
`run_in_executor(f, x)`, where the function stands in the place of the executor, and for awaiting
what `sync_to_async(f)` gives without calling it.

## Why it hurts
`f(x)` runs at once, where it stands, and blocks the event loop there. Then the result is called,
which fails: `'NoneType' object is not callable`; or, as `None`, it is taken for nothing to call.

## Example
```python
async def pause():
    await asyncio.to_thread(time.sleep(1))
```

## Instead
```python
async def pause():
    await asyncio.to_thread(time.sleep, 1)
```

## Fix safety
Handing over the function and its arguments is safe: the code could only fail. There is no fix for
`sync_to_async`, nor where the arguments cannot simply follow the function.

## Like
pyright and mypy, which report that the argument is not callable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import (
    is_function,
    is_meant_to_fail,
    is_not_callable,
)
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.edit import InsertArgument, SpreadArgumentCall
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import passes_on, safe, shown
from flake8_asyncpitfalls.rules.awaiting._wanted_kinds import advice_for_coroutine, corrected
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.span import Span

rule = Rule(
    code="ASY207",
    name="offloaded-call-result",
    severity=Severity.ERROR,
    message="{what}; {advice}",
    fixable="safe",
)
_MARKERS = ("offloads", "calls_later", "runs_on_loop", "takes_function")
_FUNCTIONS = (ast.Call, ast.Name, ast.Attribute, ast.Lambda)


@rule.check(ast.Call, marks=_MARKERS)
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Results where a function is wanted, and functions in the place of an executor."""
    given = arguments_of(call)
    if not any(isinstance(expr, _FUNCTIONS) for expr in given):
        return
    if any(isinstance(expr, ast.Call) for expr in given):
        yield from _results(call, model)
    marker = model.marker(call.func, "offloads") if call.args else None
    if marker is None or marker.argument(0) != 1:
        return
    if is_function(model, call.args[0]):
        what = f"{shown(call)!r} takes an executor before the function"
        args = ", ".join(["None", shown(call.args[0]), *(["..."] if call.args[1:] else [])])
        fix = safe("an executor", InsertArgument(Span.of(call), 0, "None"))
        yield rule.finding(call, fix=fix, what=what, advice=f"write '{shown(call)}({args})'")


def _results(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    if is_meant_to_fail(model, call):
        return
    is_mere_mark = model.marker(call.func, "transparent") is not None
    for name in _MARKERS:
        if is_mere_mark and name == "runs_on_loop":
            continue
        for expr in model.arguments_marked(call, name):
            if isinstance(expr, ast.Call) and is_not_callable(model, expr):
                yield _result(call, expr, model)
                return


@rule.check(ast.Await)
def check_await(expr: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """``await sync_to_async(f)``."""
    call = expr.value
    if not isinstance(call, ast.Call) or not call.args or not _is_wrapper(call, model):
        return
    if is_function(model, call):
        what = f"{shown(call)!r} gives a function, which has to be called"
        text = f"await {shown(call)}({shown(call.args[0])})(...)"
        yield rule.finding(expr, what=what, advice=f"write '{text}'")


def _is_wrapper(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes an offloaded function out of another, as ``sync_to_async`` does."""
    return all(model.marker(call.func, name) is not None for name in ("offloads", "changes"))


def _result(call: ast.Call, inner: ast.Call, model: SemanticModel) -> Finding:
    what = f"{shown(inner)!r} runs before {shown(call)!r} is called, which is given its result"
    rest = "..." if inner.args or inner.keywords else ""
    if _is_wrapper(call, model):
        text = f"{shown(call)}({shown(inner)})({rest})"
        return rule.finding(inner, what=what, advice=f"write '{text}'")
    if coroutine_of(model, inner) is not None:
        what = f"{shown(call)!r} takes a function, not the coroutine that {shown(inner)!r} makes"
        return rule.finding(inner, what=what, advice=advice_for_coroutine(call, inner, model))
    fix = None
    if passes_on(call, inner, model):
        fix = safe(shown(call), SpreadArgumentCall(Span.of(call), call.args.index(inner)))
    return rule.finding(inner, fix=fix, what=what, advice=f"write '{corrected(call, inner, rest)}'")
