"""A call that you have named as blocking.

## What it does
Reports calls of what `asy-blocking` lists in a coroutine context.

The option takes qualified names of functions and methods (`shop.stock.reserve`,
`shop.api.Client.send`), each with an optional text after `->` that says what to use instead.
Calls that reach such a function through other functions of the project are reported too, with
each hop.

## Why it hurts
You know of your own libraries what no stub can know: that a call waits for a disk, a network or
another process. The event loop waits with it.

## Example
With `asy-blocking = shop.stock.reserve -> shop.stock.reserve_async`:

```python
from shop import stock

async def order(item):
    stock.reserve(item)
```

## Instead
```python
from shop import stock

async def order(item):
    await stock.reserve_async(item)
```

## Fix safety
Unsafe: the call is run in a thread with the file's library. Nothing is known of what it touches.

## Like
flake8-async ASYNC200.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import direct, reached

rule = Rule(
    code="ASY100",
    name="configured-blocking-call",
    severity=Severity.WARNING,
    message="{call} blocks the event loop{at}{via}; {advice}",
    fixable="unsafe",
)
rule.check_effect("configured")(direct(rule))
rule.check_effect("configured", reached=True)(reached(rule))
