"""Starting an event loop where one is running.

## What it does
Reports calls that start an event loop in a coroutine, or in a function that the loop calls:
`asyncio.run`, `asyncio.Runner.run`, `loop.run_until_complete`, `loop.run_forever`, `anyio.run`,
`trio.run`, `uvicorn.run`, `aiohttp.web.run_app` and their like, and calling what `async_to_sync` made;
also through other functions that do so in any case, in this module or another one.

In a module that uses `nest_asyncio` the functions of asyncio, and those of servers that use them,
are left alone, since that package allows it.

In a notebook the kernel runs a loop all the time, so what cells call counts, too: a cell may await
itself.

A child that was forked (`os.fork()` gave it 0) has no running loop, and is left alone.

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

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.edit import AddAwait, UnwrapCall
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import (
    advice_for_run,
    allows_nesting,
    is_made_sync,
    is_tried,
    runs_loop,
    way_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.sites import place_of
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_AWAITABLE = (
    "asyncio.run",
    "asyncio.Runner.run",
    "asyncio.AbstractEventLoop.run_until_complete",
    "uvloop.run",
)

_OWN_CHECK = ("anyio.", "trio.", "asgiref.")
"""Libraries that look for a running loop themselves and refuse, whatever asyncio was made to allow."""

rule = Rule(
    code="ASY601",
    name="nested-run",
    severity=Severity.ERROR,
    message="{call}{via} fails here, since an event loop is running already; {advice}",
    fixable="safe or unsafe",
)


@rule.check(ast.Call, on_loop=True, in_cells=True)
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Calls that start a loop on the loop's thread."""
    is_start = runs_loop(call, model) or is_made_sync(call, model)
    if is_start and not _is_allowed(call, model) and not model.is_ruled_out(call):
        yield rule.finding(
            call,
            fix=_fix(call, model),
            call=f"{unparsed(call.func)}()",
            via="",
            advice=advice_for_run(call, model),
        )


@rule.check_effect("loop", reached=True, in_cells=True)
def check_reached(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
    """The same behind other functions, unless they look whether a loop runs, or the code tries."""
    is_expected = is_meant_to_fail(model, node) or is_tried(node, model, {"RuntimeError"})
    if is_expected or allows_nesting(model):
        return
    yield rule.finding(
        place_of(node),
        chain=effect.hops,
        call=f"{effect.name}()",
        via=way_of(node, effect, model),
        advice="make what leads to it asynchronous, or run that in a thread",
    )


def _is_allowed(call: ast.Call, model: SemanticModel) -> bool:
    """``nest_asyncio`` lets the loops of asyncio, also those of servers, run inside one another."""
    if not allows_nesting(model):
        return False
    return runs_loop(call, model) and not model.name_of(call.func).startswith(_OWN_CHECK)


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    if len(call.args) != 1 or call.keywords or not can_await(model, call):
        return None
    if library_at(model, call) != "asyncio" or not model.refers_to(call.func, *_AWAITABLE):
        return None
    argument = call.args[0]
    is_future = model.is_instance(argument, "asyncio.Future")
    if isinstance(argument, ast.Call) and (is_future or coroutine_of(model, argument) is not None):
        span = Span.of(call)
        edits = (UnwrapCall(span), AddAwait(span))
        return Fix(Applicability.SAFE, "await it", edits)
    return None
