"""A result handed to a thread in the place of the function.

## What it does
Reports an offloader that is given the result of a call where it wants the function:
`to_thread(f(x))`, `run_in_executor(None, f(x))`, `sync_to_async(f(x))`. The same for
`run_in_executor(f, x)`, where the function stands in the place of the executor, and for awaiting
what `sync_to_async(f)` gives without calling it.

## Why it hurts
`f(x)` runs at once, on the event loop, and blocks it. Then the thread is told to call the result,
which fails: `'NoneType' object is not callable`.

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
`sync_to_async`, nor where the offloader passes no keyword arguments on.

## Like
pyright and mypy, which report that the argument is not callable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_function, is_not_callable
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.finding import Finding, InsertArgument, Severity, Span, SpreadArgumentCall
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import passes_on, safe, shown
from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY207",
    name="offloaded-call-result",
    severity=Severity.ERROR,
    message="{what}; write '{instead}'",
    fixable="safe",
)
_FUNCTIONS = (ast.Call, ast.Name, ast.Attribute, ast.Lambda)


@rule.check(ast.Call)
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Results where a function is wanted, and functions in the place of an executor."""
    if not any(isinstance(arg, _FUNCTIONS) for arg in call.args):
        return
    marker = model.marker(call.func, "offloads")
    if marker is None:
        return
    for expr in model.arguments_marked(call, "offloads"):
        if isinstance(expr, ast.Call) and is_not_callable(model, expr):
            yield _result(call, expr, model)
    if marker.argument(0) == 1 and call.args and is_function(model, call.args[0]):
        what = f"{shown(call)!r} takes an executor before the function"
        args = ", ".join(["None", shown(call.args[0]), *(["..."] if call.args[1:] else [])])
        fix = safe("an executor", InsertArgument(Span.of(call), 0, "None"))
        yield rule.finding(call, fix=fix, what=what, instead=f"{shown(call)}({args})")


@rule.check(ast.Await)
def check_await(expr: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """``await sync_to_async(f)``."""
    call = expr.value
    if not isinstance(call, ast.Call) or not call.args or not _is_wrapper(call, model):
        return
    if is_function(model, call):
        what = f"{shown(call)!r} gives a function, which has to be called"
        text = f"await {shown(call)}({shown(call.args[0])})(...)"
        yield rule.finding(expr, what=what, instead=text)


def _is_wrapper(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes an offloaded function out of another, as ``sync_to_async`` does."""
    return all(model.marker(call.func, name) is not None for name in ("offloads", "changes"))


def _result(call: ast.Call, inner: ast.Call, model: SemanticModel) -> Finding:
    what = f"{shown(inner)!r} runs before {shown(call)!r} is called, which is given its result"
    rest = ", ..." if inner.args or inner.keywords else ""
    if _is_wrapper(call, model):
        return rule.finding(inner, what=what, instead=f"{shown(call)}({shown(inner)})({rest[2:]})")
    fix = None
    if passes_on(call, inner, model) and coroutine_of(model, inner) is None:
        fix = safe(shown(call), SpreadArgumentCall(Span.of(call), call.args.index(inner)))
    before = "None, " if call.args[:1] != [inner] else ""
    return rule.finding(
        inner, fix=fix, what=what, instead=f"{shown(call)}({before}{shown(inner)}{rest})"
    )
