"""Signal handlers that do not fit the event loop.

## What it does
Reports `signal.signal()` in a coroutine context, unless it only restores the default or ignores
the signal, hands on to the loop with `call_soon_threadsafe` or its kin, only sends signals to
processes, ends the program with `sys.exit` or a `raise`, or follows where `loop.add_signal_handler`
is not implemented. Reports `loop.add_signal_handler(sig, future.set_result, ...)` too.

## Why it hurts
A handler of `signal.signal` runs between any two bytecodes of the main thread: it must not touch
tasks, futures or the loop, and the loop may sleep on while it has run. A handler that resolves a
future works once; the second signal raises `InvalidStateError`.

## Example
```python
async def main():
    stop = asyncio.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    await stop.wait()
```

## Instead
```python
async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
```

## Fix safety
There is no fix: the handler gets no arguments then, and Windows has no `add_signal_handler`.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import is_fallback
from flake8_asyncpitfalls.rules.loop._signal_handlers import ends_program, hands_on, only_signals
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_ADD = "asyncio.AbstractEventLoop.add_signal_handler"
_RESOLVERS = ("asyncio.Future.set_result", "asyncio.Future.set_exception")

rule = Rule(
    code="ASY608",
    name="signal-handler-in-loop",
    severity=Severity.WARNING,
    in_tests=Severity.NOTE,
    message="{problem}; {advice}",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"signal",))
def check_signal(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``signal.signal`` with a handler of one's own."""
    if len(call.args) != 2 or not model.refers_to(call.func, "signal.signal"):
        return
    handler = _own_handler(call.args[1], model)
    if handler is not None and not is_fallback(call, model):
        instead = {
            "trio": "trio.open_signal_receiver",
            "anyio": "anyio.open_signal_receiver",
        }.get(library_at(model, call), "loop.add_signal_handler")
        yield rule.finding(
            call,
            opened_by=_place(handler, model),
            problem="a handler of signal.signal must not touch the event loop",
            advice=f"use {instead}",
        )


@rule.check(ast.Call, mentions=(b"add_signal_handler",))
def check_resolver(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``add_signal_handler`` with a method that raises when it is called again."""
    if len(call.args) < 2 or not isinstance(call.args[1], ast.Attribute):
        return
    if model.refers_to(call.func, _ADD) and model.refers_to(call.args[1], *_RESOLVERS):
        yield rule.finding(
            call.args[1],
            problem="the second signal resolves the future again, which raises InvalidStateError",
            advice="use asyncio.Event.set",
        )


def _own_handler(expr: ast.expr, model: SemanticModel) -> FunctionSummary | None:
    """The function of the program that *expr* certainly is, if it acts right in the handler.

    A saved handler, or one of the signal module, restores something.
    """
    function = model.value_of(expr)
    if isinstance(function, Partial):
        function = function.function
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return None
    last = function.summary.scope.body[-1:]
    if function.summary.is_empty or any(ends_program(stmt) for stmt in last):
        return None
    scope = function.summary.scope
    is_own = function.summary.module is model.module
    is_right = hands_on(scope, model) or (is_own and only_signals(scope, model))
    return None if is_right else function.summary


def _place(handler: FunctionSummary, model: SemanticModel) -> Span | None:
    """Where the file has *handler*: for several signals it is told of once."""
    node = handler.scope.node
    if handler.module is not model.module or not isinstance(node, ast.FunctionDef):
        return None
    return Span.of(node)
