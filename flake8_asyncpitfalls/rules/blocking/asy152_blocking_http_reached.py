"""An HTTP request behind helper functions.

## What it does
Reports calls in a coroutine context that reach synchronous HTTP through other functions.

What counts is said at ASY102. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
The request stops the event loop as if it stood in the coroutine. Helpers shared with synchronous
code are where most of these hide.

## Example
```python
import requests

class Api:
    def user(self, number):
        return requests.get(f"https://example.org/users/{number}").json()

async def show(api: Api, number):
    return api.user(number)
```

## Instead
```python
import asyncio

async def show(api: Api, number):
    return await asyncio.to_thread(api.user, number)
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
    code="ASY152",
    name="blocking-http-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("http", reached=True)(reached(rule))
