"""File access behind helper functions.

## What it does
Reports calls in a coroutine context that reach reading or writing of files through other
functions.

What counts is said at ASY106. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
Reading the configuration again for each request, writing a report at the end of each task: the
event loop waits for the disk each time.

## Example
```python
import json

def load_settings(path):
    with open(path) as file:
        return json.load(file)

async def handle(request):
    return load_settings("settings.json")
```

## Instead
```python
import asyncio

async def handle(request):
    return await asyncio.to_thread(load_settings, "settings.json")
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
    code="ASY156",
    name="blocking-file-content-reached",
    severity=Severity.NOTE,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("file", reached=True)(reached(rule))
