"""A client, pool, lock or queue that is used in another event loop than its own.

## What it does
Reports `asyncio.run` of a coroutine that uses an asynchronous client, pool, lock or queue of another
run: one that an earlier `asyncio.run` made, one of the module in a task of Celery, RQ or dramatiq, in
a loop around `asyncio.run` or in two runs, and one that a coroutine hands to a thread which runs a
loop of its own, or that such a thread and the loop beside it both use.

A lock or semaphore is bound to a loop when somebody waits for it: in one run after another it counts
where several tasks at once want it.

## Why it hurts
Connections, futures and waiters belong to the loop in which they were made. In another one they
fail with "attached to a different loop" or "Event loop is closed", or the waiter is never woken.

## Example
```python
client = redis.asyncio.Redis()

@app.task
def store(key, value):
    asyncio.run(write(client, key, value))
```

## Instead
```python
@app.task
def store(key, value):
    asyncio.run(write(key, value))

async def write(key, value):
    async with redis.asyncio.Redis() as client:
        await client.set(key, value)
```

## Fix safety
There is no fix: where the object should live is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._loop_entries import foreign_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY706",
    name="client-of-another-loop",
    message="{name!r} ({kind}) belongs to another event loop than this call runs: {why}; make it in "
    "the coroutine that uses it",
    severity=Severity.ERROR,
)


@rule.check(ast.Call, mentions=(b"asyncio",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A call that runs a loop, here or in a thread."""
    found = foreign_object(call, model)
    if found is not None:
        yield rule.finding(call, name=found.name, kind=found.kind, why=found.why)
