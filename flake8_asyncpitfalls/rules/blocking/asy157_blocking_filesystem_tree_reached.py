"""Walking, copying or deleting files behind helper functions.

## What it does
Reports calls in a coroutine context that reach work on directories through other functions.

What counts is said at ASY107. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
How long it takes depends on what lies on the disk, and the event loop waits for it.

## Example
```python
import shutil

def remove_old(folder):
    shutil.rmtree(folder, ignore_errors=True)

async def rotate(folder):
    remove_old(folder)
```

## Instead
```python
import asyncio

async def rotate(folder):
    await asyncio.to_thread(remove_old, folder)
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
    code="ASY157",
    name="blocking-filesystem-tree-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("filesystem", reached=True)(reached(rule))
