"""A lock between threads, taken by a coroutine.

## What it does
Reports `with lock:` and `lock.acquire()` on a lock of `threading` or `multiprocessing` in a
coroutine context, where nothing is awaited while it is held (that is ASY301), but some other
place in the module holds the lock for long: it blocks or awaits under it, in a thread perhaps.

`lock.acquire(blocking=False)` and `timeout=0` do not wait and are left alone. A lock around
assignments, which nobody holds for long, is ASY922's.

## Why it hurts
While another thread holds the lock, waiting for it stops the event loop and every task on it. A
thread that sends a request under the lock stops them for as long as the answer takes.

## Example
```python
lock = threading.Lock()

def refresh():  # runs in a thread
    with lock:
        token["value"] = requests.post(url).text

async def current():
    with lock:
        return token["value"]
```

## Instead
```python
def refresh():
    value = requests.post(url).text
    with lock:
        token["value"] = value
```

Where only tasks take the lock, use `asyncio.Lock` with `async with`.

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
from flake8_asyncpitfalls.rules.locks import held_lock, is_held_for_long, swap_fix, task_lock
from flake8_asyncpitfalls.rules.locks._loop_locks import is_of_loop_alone
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY302",
    name="thread-lock-in-coroutine",
    severity=Severity.WARNING,
    message="taking the thread lock {lock!r} may stop the event loop, since others hold it while they "
    "wait; tasks need {instead}, or hold it for less",
    fixable="unsafe",
)


@rule.check(ast.With, on_loop=True)
def check_with(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """A ``with`` on a thread lock."""
    lock = held_lock(stmt, model)
    if lock is None or real_suspension_in(model, stmt.body) is not None:
        return
    if is_held_for_long(lock, model) and not _is_free(lock, model):
        yield _finding(lock, lock, model)


@rule.check_effect("lock")
def check_acquire(call: ast.Call, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
    """A call of ``acquire`` that may wait."""
    if not isinstance(call.func, ast.Attribute):
        return
    if real_suspension_in(model, held_after(model, call)) is not None:
        return
    lock = call.func.value
    if is_held_for_long(lock, model) and not _is_free(lock, model):
        yield _finding(call, lock, model)


def _is_free(lock: ast.expr, model: SemanticModel) -> bool:
    """Whether nobody else can hold *lock*."""
    return _is_just_made(lock, model) or is_of_loop_alone(lock, model)


def _is_just_made(lock: ast.expr, model: SemanticModel) -> bool:
    """Whether *lock* was made in the same block, and nothing has run since that could hold it."""
    if not isinstance(lock, ast.Name):
        return False
    scope, stmt = model.scope_of(lock), model.statement_of(lock)
    block = model.block_of(stmt)
    if not block or model.uses.owner(lock.id, scope) is not scope or scope.parent is None:
        return False
    for earlier in reversed(block[: block.index(stmt)]):
        match earlier:
            case ast.Assign(targets=[ast.Name(id=lock.id)]):
                return True
        if any(isinstance(node, (ast.Call, ast.Await)) for node in walk_code([earlier])):
            return False
    return False


def _finding(place: ast.expr, lock: ast.expr, model: SemanticModel) -> Finding:
    fix = swap_fix(lock, model)
    return rule.finding(place, fix=fix, lock=unparsed(lock), instead=task_lock(model, lock))
