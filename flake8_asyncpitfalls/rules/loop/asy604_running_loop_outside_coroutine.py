"""Calls that need a running loop, where none can run.

## What it does
Reports calls such as `asyncio.get_running_loop()`, `asyncio.create_task()`,
`asyncio.current_task()` and `asyncio.timeout()` at module or class level, also under `if __name__
== "__main__"`.

Where a `try` catches `RuntimeError`, the code asks on purpose and is left alone.

## Why it hurts
A module runs before the event loop does. The call raises `RuntimeError: no running event loop`; a
coroutine that was given to `create_task` is then never awaited.

## Example
```python
task = asyncio.create_task(refresh())

async def main():
    await task
```

## Instead
```python
async def main():
    task = asyncio.create_task(refresh())
    await task
```

## Fix safety
There is no fix: the call belongs into a coroutine.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import is_at_import
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY604",
    name="running-loop-outside-coroutine",
    severity=Severity.ERROR,
    message="{call}() needs a running event loop, and none runs while the module is run; "
    "call it in a coroutine",
)


@rule.check(ast.Call, marks=("needs_loop",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Calls at module or class level that raise without a loop."""
    if model.scope_of(call).kind not in ("module", "class") or not is_at_import(call, model):
        return
    if model.marker(call.func, "needs_loop") is not None and not model.is_awaited(call):
        yield rule.finding(call, call=unparsed(call.func))
