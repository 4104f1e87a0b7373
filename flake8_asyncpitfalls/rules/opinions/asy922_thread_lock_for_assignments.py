"""A lock between threads, taken by a coroutine for a moment.

## What it does
Reports `with lock:` on a lock of `threading` or `multiprocessing` in a coroutine context, where no
place in the module holds that lock for long. One that is held for long is ASY302's, an await under
it ASY301's.

## Why it hurts
It seldom does: the wait is over in microseconds. But where only tasks take the lock it does
nothing, since without an await no other task can come between; and the first call that somebody
adds under it in a thread makes it stop the event loop.

## Example
```python
lock = threading.Lock()

async def count():
    with lock:
        counts["requests"] += 1
```

## Instead
```python
async def count():
    counts["requests"] += 1
```

## Fix safety
There is no fix: whether threads take part is for a person to say.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.locks import (
    is_thread_lock,
    lock_uses,
    long_hold,
)
from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY922",
    name="thread-lock-for-assignments",
    severity=Severity.NOTE,
    message="the thread lock {lock!r} is held for a moment only; where no other thread takes it, it "
    "does nothing between tasks",
    optional=True,
)


@rule.check(ast.With, on_loop=True)
def check(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """A ``with`` on a thread lock that nobody holds for long."""
    for item in stmt.items:
        if not is_thread_lock(model, item.context_expr) or suspension_in(stmt.body) is not None:
            continue
        uses = lock_uses(model, item.context_expr)
        if uses is not None and long_hold(model, uses) is None:
            yield rule.finding(item.context_expr, lock=unparsed(item.context_expr))
