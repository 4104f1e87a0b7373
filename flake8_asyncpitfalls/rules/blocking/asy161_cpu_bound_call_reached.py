"""Long computation behind helper functions.

## What it does
Reports calls in a coroutine context that reach a call made to take long through other functions.

What counts is said at ASY111. The functions may be methods, properties, constructors or context
managers and may stand in other modules of the project; the message gives each hop with its line.

Stops where the work is handed to a thread (`asyncio.to_thread`, executors, and what
`asy-offloaders` names), at `async def`, and at calls that cannot be resolved. A `# noqa` with
this code on the blocking line of the helper silences all that reach it.

## Why it hurts
While it computes no other task runs, no timeout fires and no connection is answered.

## Example
```python
import hashlib

def hash_password(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)

async def sign_up(password, salt):
    return hash_password(password, salt)
```

## Instead
```python
import asyncio

async def sign_up(password, salt):
    return await asyncio.to_thread(hash_password, password, salt)
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
    code="ASY161",
    name="cpu-bound-call-reached",
    severity=Severity.WARNING,
    message=REACHED,
    fixable="unsafe",
)
rule.check_effect("cpu", reached=True)(reached(rule))
