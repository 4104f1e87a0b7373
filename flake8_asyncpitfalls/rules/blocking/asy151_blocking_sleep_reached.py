"""A sleep behind helper functions.

## What it does
Reports calls in a coroutine context that reach `time.sleep` or its like through other functions.

What counts is said at ASY101. The functions may be methods and may stand in other modules of the
project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
The sleep stops the event loop no matter how many functions lie between. It is only harder to see:
the coroutine looks innocent, and so does the helper.

## Example
```python
import time

def wait_for_server(server):
    while not server.is_up():
        time.sleep(0.5)

async def start(server):
    wait_for_server(server)
```

## Instead
```python
import asyncio

async def wait_for_server(server):
    while not server.is_up():
        await asyncio.sleep(0.5)

async def start(server):
    await wait_for_server(server)
```

## Fix safety
Unsafe: the call in the coroutine is run in a thread with the file's library. What the function
touches on the way must bear that; where an object on the way belongs to its thread, and the
function has not made it itself or keeps it, there is no fix. An asynchronous sibling (`aget` beside
`get`) is called instead, where there is one.

## Like
Nothing in other linters: they look at one function at a time.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import REACHED, reached

rule = Rule(
    code="ASY151",
    name="blocking-sleep-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("sleep", reached=True)(reached(rule))
