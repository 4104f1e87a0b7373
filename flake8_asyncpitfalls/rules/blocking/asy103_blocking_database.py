"""A database call that blocks the event loop.

## What it does
Reports synchronous database access in a coroutine context.

It knows `sqlite3`, the drivers for PostgreSQL, MySQL, Oracle, SQL Server and others, sessions and
connections of SQLAlchemy and SQLModel, the Django ORM where a query is carried out, `pymongo`,
`redis`, Elasticsearch and more. What only prepares a query is left alone: building a statement,
`session.add`, a lazy query set.

## Why it hurts
The event loop waits for the server, its locks and the network. Under load, queries wait for each
other, and every task of the program waits with them.

## Example
```python
import redis

client = redis.Redis()

async def visits(page):
    return client.incr(page)
```

## Instead
```python
import redis.asyncio

client = redis.asyncio.Redis()

async def visits(page):
    return await client.incr(page)
```

## Fix safety
Unsafe: the call is run in a thread. Connections, cursors and sessions belong to the thread that
made them; for those there is no fix, and the message names the library's asynchronous side where
it has one. What makes such an object, uses it and closes it moves into a thread as a whole. So does
what an endpoint does between two waits with a session that its framework makes in threads for each
request (`db: Session = Depends(get_db)`, where `get_db` is a plain `def`). Also unsafe: a client
that one local variable holds, or one private attribute that only the coroutines of its class use,
becomes its library's asynchronous client (`redis.Redis` becomes `redis.asyncio.Redis`), and every
use of it is awaited with it; Django's `get` becomes `aget`, a loop over a query set `async for`.

## Like
Nothing in flake8-async or ruff; blockbuster sees some drivers while the program runs.
"""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct

rule = Rule(
    code="ASY103",
    name="blocking-database",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="unsafe",
)
rule.check_effect("database")(direct(rule))
