"""A read with a time limit that is begun anew after what it had read is lost.

## What it does
Reports `wait_for(f(), t)` in a loop that goes on after the timeout, where `f` reads from an asyncio
stream more than once (a header, then a body), or reads to the end with `reader.read()`.

A single `readline()`, `readexactly()` or `readuntil()` is left alone: what has arrived stays in the
reader's buffer when it is cancelled.

## Why it hurts
The timeout cancels the function between its reads. What it had read is gone, and the next round
takes the middle of a message for its beginning.

## Example
```python
async def message(reader):
    size = int.from_bytes(await reader.readexactly(4), "big")
    return await reader.readexactly(size)

while True:
    try:
        handle(await asyncio.wait_for(message(reader), 1))
    except TimeoutError:
        continue
```

## Instead
```python
pending = asyncio.ensure_future(message(reader))
while True:
    done, _ = await asyncio.wait([pending], timeout=1)
    if done:
        handle(pending.result())
        pending = asyncio.ensure_future(message(reader))
```

## Fix safety
There is no fix: where the unfinished read is kept is for a person to decide.

## Like
tokio's documentation lists which functions are cancel safe.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code, ways_through
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_READS = ("read", "readline", "readexactly", "readuntil")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)

rule = Rule(
    code="ASY921",
    name="cancel-unsafe-read",
    message="the timeout cancels {call!r} between its reads, and what it had read is lost to the "
    "next round; keep one task of it over the rounds",
    severity=Severity.NOTE,
    optional=True,
)


@rule.check(ast.Call, on_loop=True, mentions=(b"wait_for",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``wait_for`` around a read in a loop that survives the timeout."""
    inner = call.args[0] if call.args else None
    if not isinstance(inner, ast.Call) or not model.refers_to(call.func, "asyncio.wait_for"):
        return
    if _goes_on(call, model) and _loses(inner, model):
        yield rule.finding(inner, call=unparsed(inner.func))


def _goes_on(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a handler of the timeout leads to the next round of a loop."""
    child: ast.AST = call
    parent = model.parent(call)
    handlers: list[ast.ExceptHandler] = []
    while not isinstance(parent, _FUNCTIONS):
        if isinstance(parent, ast.Try) and child in parent.body:
            handlers += [h for h in parent.handlers if h.type and "Timeout" in unparsed(h.type)]
        if isinstance(parent, _LOOPS) and handlers:
            ways = ways_through(handlers[0].body, lambda _: False)
            return not {"end", "continue"}.isdisjoint(ways)
        child, parent = parent, model.parent(parent)
    return False


def _loses(call: ast.Call, model: SemanticModel) -> bool:
    func = call.func
    if isinstance(func, ast.Attribute) and func.attr == "read" and not call.args:
        return model.is_instance(func.value, "asyncio.StreamReader")
    function = model.value_of(func)
    if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
        return False
    scope = function.summary.scope
    reads = [node for node in walk_code(scope.body) if _is_read(node)]
    return function.summary.is_async and len(reads) > 1


def _is_read(node: ast.AST) -> bool:
    call = node.value if isinstance(node, ast.Await) else None
    func = call.func if isinstance(call, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr in _READS
