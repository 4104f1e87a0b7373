"""A sleep that puts the whole event loop to sleep.

## What it does
Reports `time.sleep` and its like in a coroutine context.

That context is the body of an `async def`, or a function that the event loop calls itself, such
as a target of `call_later`. The sleeps of eventlet and gevent count, and retry loops of libraries
that sleep between tries.

## Why it hurts
Nothing else on the event loop runs during the sleep: no request is answered, no timeout fires, no
heartbeat is sent. A coroutine that sleeps with its library's own `sleep` lets the others run.

## Example
```python
import time

async def poll(job):
    while not job.done:
        time.sleep(1)
```

## Instead
```python
import asyncio

async def poll(job):
    while not job.done:
        await asyncio.sleep(1)
```

## Fix safety
Safe: `time.sleep(x)` becomes `await asyncio.sleep(x)`, or the sleep of trio or anyio, whichever
the file uses; unsafe in tests, whose order of events it may change. There is no fix where no `await`
may stand, nor for calls that do more than sleep.

## Like
flake8-async ASYNC251, ruff ASYNC251, Sonar S7488.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY101",
    name="blocking-sleep",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("sleep")(direct(rule))
