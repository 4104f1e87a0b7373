"""A loop that sleeps until something has happened.

## What it does
Reports `while` loops that do nothing but sleep until a condition holds: `while not done: await
asyncio.sleep(1)`, and `while True` with `if done: break` and a sleep. Silent where the condition
calls something with arguments: that may be the work itself, tried again and again.

## Why it hurts
It wakes up for nothing most of the time, and late when it matters: by half the interval on average.

## Example
```python
while not self.ready:
    await asyncio.sleep(0.1)
```

## Instead
```python
await self.ready_event.wait()
```

## Fix safety
There is no fix: the code that makes the condition true must set the event.

## Like
flake8-async ASYNC110, ruff ASYNC110, Sonar S7484.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_SLEEPS = ("asyncio.sleep", "trio.sleep", "anyio.sleep")
_NO_TIME = ("trio.lowlevel.checkpoint", "anyio.lowlevel.checkpoint")

rule = Rule(
    code="ASY903",
    name="polling-loop",
    severity=Severity.NOTE,
    message="this loop sleeps until something has happened; wait for an {event} instead",
    optional=True,
)


@rule.check(ast.While, on_loop=True, mentions=(b"sleep", b"checkpoint"))
def check(loop: ast.While, model: SemanticModel) -> Iterator[Finding]:
    """``while condition: await sleep(...)``."""
    body = list(loop.body)
    if isinstance(loop.test, ast.Constant):
        breaks = [stmt for stmt in body if _is_break(stmt)]
        if len(body) != 2 or len(breaks) != 1:
            return
        body.remove(breaks[0])
    elif any(isinstance(node, ast.Call) and node.args for node in ast.walk(loop.test)):
        return
    if len(body) == 1 and _is_sleep(body[0], model):
        yield rule.finding(loop, event=f"{library_at(model, loop)}.Event")


def _is_break(stmt: ast.stmt) -> bool:
    return (
        isinstance(stmt, ast.If)
        and not stmt.orelse
        and len(stmt.body) == 1
        and isinstance(stmt.body[0], (ast.Break, ast.Return))
    )


def _is_sleep(stmt: ast.stmt, model: SemanticModel) -> bool:
    match stmt:
        case ast.Expr(value=ast.Await(value=ast.Call(func=func))):
            return model.refers_to(func, *_SLEEPS, *_NO_TIME)
    return False
