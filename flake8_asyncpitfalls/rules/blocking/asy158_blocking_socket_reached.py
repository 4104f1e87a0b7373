"""A socket or name lookup behind helper functions.

## What it does
Reports calls in a coroutine context that reach a blocking socket, a name lookup or the loading of
certificates through other functions.

What counts is said at ASY108. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
A name server or a peer that does not answer holds the event loop for seconds, from deep inside a
helper.

## Example
```python
import socket

def address_of(host):
    return socket.gethostbyname(host)

async def connect(host):
    return address_of(host)
```

## Instead
```python
import asyncio

async def connect(host):
    return await asyncio.to_thread(address_of, host)
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
    code="ASY158",
    name="blocking-socket-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("socket", reached=True)(reached(rule))
