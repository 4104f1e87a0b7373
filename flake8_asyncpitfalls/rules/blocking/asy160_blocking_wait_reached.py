"""Waiting for a thread or process behind helper functions.

## What it does
Reports calls in a coroutine context that reach waiting for another thread or process through other
functions.

What counts is said at ASY110. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
The event loop waits for the thread. If the thread needs the event loop, neither ever goes on.

## Example
```python
import threading

class Worker:
    def __init__(self):
        self.thread = threading.Thread(target=self.run)

    def run(self): ...

    def stop(self):
        self.thread.join()

async def shut_down(worker: Worker):
    worker.stop()
```

## Instead
```python
import asyncio

async def shut_down(worker: Worker):
    await asyncio.to_thread(worker.stop)
```

## Fix safety
Unsafe: the call in the coroutine is run in a thread with the file's library. What the function
touches on the way must bear that; where an object on the way belongs to its thread there is no
fix. An asynchronous sibling (`aget` beside `get`) is called instead, where there is one.

## Like
Nothing in other linters: they look at one function at a time.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import REACHED, reached

rule = Rule(
    code="ASY160",
    name="blocking-wait-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("wait", reached=True)(reached(rule))
