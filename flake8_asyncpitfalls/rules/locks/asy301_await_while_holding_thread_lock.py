"""Waiting for other tasks while holding a lock that stops the thread.

## What it does
Reports a `with` on a lock of `threading` or `multiprocessing` that holds an `await`, `async
with`, `async for` or `yield` in a coroutine, and the same between `lock.acquire()` and
`lock.release()`.

## Why it hurts
The lock stays held while other tasks run. The next task that wants it stops the whole thread, and
with it the task that would release it: a deadlock, which shows only under load.

## Example
```python
lock = threading.Lock()

async def add(item):
    with lock:
        items.append(await fetch(item))
```

## Instead
```python
lock = asyncio.Lock()

async def add(item):
    async with lock:
        items.append(await fetch(item))
```

Where real threads share the lock, await first and hold the lock only for what follows.

## Fix safety
Unsafe: the lock becomes one between tasks, at its creation and at every use. Offered only where
all uses stand in coroutines of this module and the lock is passed to nobody.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.locks import held_after
from flake8_asyncpitfalls.analyses.suspensions import real_suspension_in
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.locks import held_lock, swap_fix, task_lock
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY301",
    name="await-while-holding-thread-lock",
    severity=Severity.ERROR,
    message="the thread lock {lock!r} is held while other tasks run (line {line}), and {harm}; use {instead}",
    fixable="unsafe",
)


@rule.check(ast.With, on_loop=True)
def check_with(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """A ``with`` on a thread lock whose block suspends the coroutine."""
    if not model.scope_of(stmt).is_coroutine:
        return
    suspension = real_suspension_in(model, stmt.body)
    lock = None if suspension is None else held_lock(stmt, model)
    if suspension is not None and lock is not None:
        yield _finding(stmt, lock, suspension, model)


@rule.check_effect("lock")
def check_acquire(call: ast.Call, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
    """Suspending between ``acquire()`` and ``release()``."""
    if not isinstance(call.func, ast.Attribute):
        return
    suspension = real_suspension_in(model, held_after(model, call))
    if suspension is not None and model.scope_of(call).is_coroutine:
        yield _finding(call, call.func.value, suspension, model)


def _finding(
    place: ast.With | ast.Call, lock: ast.expr, suspension: ast.AST, model: SemanticModel
) -> Finding:
    return rule.finding(
        place,
        fix=swap_fix(lock, model),
        lock=unparsed(lock),
        line=str(getattr(suspension, "lineno", 0)),
        harm=_harm(lock, model),
        instead=f"'async with' and {task_lock(model, lock)}",
    )


def _harm(lock: ast.expr, model: SemanticModel) -> str:
    """What happens to the next task: a lock that its thread may take again lets it in."""
    if model.is_instance(lock, "threading.RLock"):
        return "it does not keep them out, as they are in the same thread"
    return "the next task that wants it stops the event loop for good"
