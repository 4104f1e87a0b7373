"""An HTTP request that blocks the event loop.

## What it does
Reports synchronous HTTP requests in a coroutine context.

It knows `requests` and its sessions, the functions and the `Client` of `httpx`, `urllib.request`,
`urllib3`, `http.client`, `pycurl` and more. Objects are followed to where they are made, through
variables, attributes, `with` blocks and annotations; the asynchronous clients of the same
libraries are left alone.

## Why it hurts
A request takes as long as the network and the server like, and the event loop waits for all of it.
One slow server makes the whole program look dead.

## Example
```python
import requests

async def fetch(url):
    return requests.get(url, timeout=10).json()
```

## Instead
```python
import httpx

async def fetch(url):
    async with httpx.AsyncClient() as client:
        return (await client.get(url, timeout=10)).json()
```

## Fix safety
Safe where a function of a module is run in a thread with plain values (`await
asyncio.to_thread(requests.get, url)`): same result, same exceptions. Unsafe for methods of
sessions and clients, which several threads would then share. No fix where the result is bound to
its thread, such as an open connection.

Also unsafe: a client that one local variable holds, or one private attribute that only the
coroutines of its class use, becomes its library's asynchronous client, and every use of it is
awaited with it.

## Like
flake8-async ASYNC210, ASYNC211 and ASYNC212, ruff ASYNC210 and ASYNC212, Sonar S7499.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY102",
    name="blocking-http",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("http")(direct(rule))
