"""A timeout around work in a thread.

## What it does
Reports `asyncio.wait_for` around `asyncio.to_thread` or `run_in_executor`, and awaits of them in
the block of `asyncio.timeout`.

## Why it hurts
A thread cannot be cancelled. After the timeout the coroutine goes on, and so does the thread: it
keeps its place in the pool, and its files, connections and locks. With enough of them the pool is
full, and nothing else that needs a thread gets one.

## Example
```python
async def load(path):
    return await asyncio.wait_for(asyncio.to_thread(read, path), 5)
```

## Instead
Give the time limit to the call in the thread, where it has one:

```python
async def load(url):
    return await asyncio.to_thread(requests.get, url, timeout=5)
```

## Fix safety
There is no fix.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_SCOPES = ("asyncio.timeout", "asyncio.timeout_at", "async_timeout.timeout")

rule = Rule(
    code="ASY509",
    name="timeout-on-thread",
    severity=Severity.WARNING,
    message="after the timeout the thread of '{call}' goes on; give the call in it a time limit",
    optional=True,
)


@rule.check(ast.Call, mentions=(b"wait_for",))
def check_wait_for(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``wait_for`` around work in a thread."""
    if not call.args or _is_endless(call) or not _is_thread_call(call.args[0], model):
        return
    if model.refers_to(call.func, "asyncio.wait_for"):
        yield rule.finding(call, call=_shown(call.args[0]))


@rule.check(ast.AsyncWith, mentions=(b"timeout",))
def check_timeout(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """Awaits of work in a thread in the block of a timeout."""
    calls = (item.context_expr for item in stmt.items)
    if not any(
        isinstance(call, ast.Call) and model.refers_to(call.func, *_SCOPES) for call in calls
    ):
        return
    for node in walk_code(stmt.body):
        if isinstance(node, ast.Await) and _is_thread_call(node.value, model):
            yield rule.finding(node, call=_shown(node.value))


def _is_thread_call(expr: ast.expr, model: SemanticModel) -> bool:
    return isinstance(expr, ast.Call) and model.marker(expr.func, "offloads") is not None


def _is_endless(call: ast.Call) -> bool:
    """Whether the timeout is None."""
    given = [word.value for word in call.keywords if word.arg == "timeout"] or call.args[1:2]
    return all(isinstance(expr, ast.Constant) and expr.value is None for expr in given)


def _shown(call: ast.expr) -> str:
    assert isinstance(call, ast.Call)
    return f"{unparsed(call.func)}()"
