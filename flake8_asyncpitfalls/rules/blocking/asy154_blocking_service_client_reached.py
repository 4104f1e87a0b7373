"""A client of a remote service behind helper functions.

## What it does
Reports calls in a coroutine context that reach a synchronous client of a service through other
functions.

What counts is said at ASY104. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
Sending a mail or a message is a line in a helper, and seconds on the network.

## Example
```python
import smtplib

def send(message):
    with smtplib.SMTP("mail.example.org") as server:
        server.send_message(message)

async def register(user, message):
    send(message)
```

## Instead
```python
import asyncio

async def register(user, message):
    await asyncio.to_thread(send, message)
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
    code="ASY154",
    name="blocking-service-client-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("service", reached=True)(reached(rule))
