"""A socket or name lookup that blocks the event loop.

## What it does
Reports blocking sockets, name lookups and the loading of certificates in a coroutine context.

That is `connect`, `accept`, `recv`, `send` and their like on a socket, name lookups
(`getaddrinfo`, `gethostbyname`, ...), `socket.create_connection`, loading of certificates
(`ssl.create_default_context`, `load_cert_chain`), `select.select` and selectors.

Silent for sockets that the module sets non-blocking (`setblocking(False)`, `settimeout(0)`), or
whose calls it guards with `except BlockingIOError` or `except InterruptedError`.

## Why it hurts
The call returns when the other side answers, and a name server that is away takes many seconds to
be given up. The event loop waits all that time.

## Example
```python
import socket

async def resolve(host):
    return socket.getaddrinfo(host, 443)
```

## Instead
```python
import asyncio

async def resolve(host):
    return await asyncio.get_running_loop().getaddrinfo(host, 443)
```

## Fix safety
Safe for the few functions that take and return plain values and hold nothing open
(`ssl.get_server_certificate`); unsafe for other name lookups and for certificates. Calls on a
socket have no fix: the event loop has functions of its own for them (`loop.sock_recv`), and
streams are better still.

## Like
Nothing in flake8-async or ruff; blockbuster sees it while the program runs.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY108",
    name="blocking-socket",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="safe or unsafe",
)
rule.check_effect("socket")(direct(rule))
