"""A lock, event or queue of asyncio that is made with the module.

## What it does
Reports `asyncio.Lock()`, `Event`, `Condition`, `Semaphore`, `Barrier` and the queues where they are
made at module or class level, or as the default of a parameter.

## Why it hurts
The object belongs to the first event loop that has to wait on it. The next loop, of another test or
another `asyncio.run`, gets "is bound to a different event loop", and only when two tasks meet at
it. Before Python 3.10 it was bound as soon as it was made, to a loop that often never ran.

## Example
```python
lock = asyncio.Lock()

async def update():
    async with lock:
        ...
```

## Instead
```python
class Updater:
    def __init__(self):
        self.lock = asyncio.Lock()
```

## Fix safety
There is no fix: where it is to live is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_PRIMITIVES = (
    "asyncio.Lock", "asyncio.Event", "asyncio.Condition", "asyncio.Semaphore",
    "asyncio.BoundedSemaphore", "asyncio.Barrier", "asyncio.Queue", "asyncio.PriorityQueue",
    "asyncio.LifoQueue",
)  # fmt: skip
_NAMES = {name.partition(".")[2] for name in _PRIMITIVES}

rule = Rule(
    code="ASY907",
    name="module-level-primitive",
    severity=Severity.NOTE,
    message="{call} belongs to the first event loop that waits on it, and here it outlives "
    "that loop; make it where the loop runs",
    optional=True,
)


@rule.check(ast.Call, mentions=(b"asyncio",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A primitive that is made when the module is imported."""
    func = call.func
    name = last_name(func)
    if isinstance(func, ast.Attribute) and name not in _NAMES:
        return
    scope = model.scope_of(call)
    while scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    if model.source.is_notebook:
        return
    if scope.kind == "module" and model.refers_to(func, *_PRIMITIVES):
        yield rule.finding(call, call=f"{unparsed(func)}()")
