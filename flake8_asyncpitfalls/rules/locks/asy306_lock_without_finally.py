"""A lock that stays taken when something fails before its release.

## What it does
Reports `await lock.acquire()`, also through `wait_for`, of a lock between tasks where the same
function releases it later, an await or a call that may raise stands between the two, and no
`finally` or handler does the release.

A lock that the function nowhere releases, or whose release is a callback or is called in a nested
function, is left alone: it is meant to stay taken, or others give it back.

## Why it hurts
An exception or a cancellation on the way skips the release. The lock stays taken for ever, and
every task that wants it waits for ever.

## Example
```python
await lock.acquire()
reply = await client.post(url)
lock.release()
```

## Instead
```python
async with lock:
    reply = await client.post(url)
```

## Fix safety
Safe: `async with`, where the function takes and gives back the lock once, both as statements of one
block. There is no fix where a `return`, `break` or `continue` between the two leaves with the lock
taken, where the lock is a variable that changes, or where the acquire has a timeout.

## Like
pylint's `consider-using-with` for locks of threads.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.locks._lock_block import entered_between
from flake8_asyncpitfalls.rules.locks._lock_releases import (
    release_that_errors_skip,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY306",
    name="lock-without-finally",
    message="{lock!r} stays taken when something fails before its release (line {line}); use "
    "'async with {lock}'",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    fixable="safe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b".acquire(",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """An awaited ``acquire()`` whose release an exception skips."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr != "acquire":
        return
    if not model.has_class_marker(func.value, "task_lock"):
        return
    release = release_that_errors_skip(call, model)
    if release is not None:
        fix = entered_between(call, release, model)
        yield rule.finding(call, fix=fix, lock=unparsed(func.value), line=str(release.lineno))
