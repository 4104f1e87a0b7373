"""Starting an event loop where one is running.

## What it does
Reports calls that start an event loop in a coroutine, or in a function that the loop calls:
`asyncio.run`, `asyncio.Runner.run`, `loop.run_until_complete`, `loop.run_forever`, `anyio.run`,
`trio.run`, `uvicorn.run`, `aiohttp.web.run_app` and their like, and calling what `async_to_sync` made.

In a module that uses `nest_asyncio` the functions of asyncio are left alone, since that package
allows it.

## Why it hurts
A thread runs one loop at a time. The call raises `RuntimeError: asyncio.run() cannot be called
from a running event loop`, and the coroutine that it was given is never awaited.

## Example
```python
async def report():
    return asyncio.run(load())
```

## Instead
```python
async def report():
    return await load()
```

## Fix safety
Safe, where the only argument is a coroutine (for `run_until_complete` a future too): the call
could only fail. There is none where a coroutine function is given, or another argument.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import AddAwait, Applicability, Finding, Fix, Span, UnwrapCall
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import runs_loop
from flake8_asyncpitfalls.semantics.values import FunctionValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_AWAITABLE = (
    "asyncio.run",
    "asyncio.Runner.run",
    "asyncio.AbstractEventLoop.run_until_complete",
    "uvloop.run",
)

rule = Rule(
    code="ASY601",
    name="nested-run",
    message="{call} fails here, since an event loop is running already; {advice}",
    fixable="safe",
)


@rule.check(ast.Call, on_loop=True)
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Calls that start a loop on the loop's thread."""
    if (runs_loop(call, model) or _is_made_sync(call, model)) and not _is_allowed(call, model):
        yield rule.finding(
            call,
            fix=_fix(call, model),
            call=f"{ast.unparse(call.func)}()",
            advice=_advice(call, model),
        )


def _is_made_sync(call: ast.Call, model: SemanticModel) -> bool:
    """``async_to_sync(f)()``: it runs a loop for each call."""
    callee = model.value_of(call.func)
    return (
        isinstance(callee, FunctionValue)
        and callee.changed == "sync"
        and callee.summary.is_async
        and not callee.summary.module.is_stub
    )


def _is_allowed(call: ast.Call, model: SemanticModel) -> bool:
    """``nest_asyncio`` lets the loops of asyncio run inside one another."""
    is_nested = model.source.mentions(b"nest_asyncio")
    return is_nested and model.name_of(call.func).startswith("asyncio.")


def _advice(call: ast.Call, model: SemanticModel) -> str:
    if not model.scope_of(call).is_coroutine:
        return "schedule the work on that loop"
    marker = model.marker(call.func, "runs_loop")
    instead = marker.keywords.get("instead") if marker is not None else None
    if instead:
        return f"use 'await {instead}(...)'"
    if call.args and isinstance(call.args[0], ast.Call) and model.coroutine_of(call.args[0]):
        return f"use 'await {ast.unparse(call.args[0].func)}(...)'"
    return "await the work itself"


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    if len(call.args) != 1 or call.keywords or not model.can_await(call):
        return None
    if model.library(call) != "asyncio" or not model.refers_to(call.func, *_AWAITABLE):
        return None
    argument = call.args[0]
    is_future = model.is_instance(argument, "asyncio.Future")
    if isinstance(argument, ast.Call) and (is_future or model.coroutine_of(argument) is not None):
        span = Span.of(call)
        edits = (UnwrapCall(span), AddAwait(span))
        return Fix(Applicability.SAFE, "await it", edits)
    return None
