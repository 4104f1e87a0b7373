"""A lock that is taken again by what its holder awaits.

## What it does
Reports an `await` under `async with lock:` of a function that takes the same lock of the same object,
directly or through others, also in other modules: an `asyncio.Lock` or `Condition`, a
`Semaphore(1)`, the locks of trio and anyio. And a semaphore that is held over a `gather`, or a task
group, of functions that take it too.

## Why it hurts
These locks are not reentrant: the holder waits for itself, for ever. With a semaphore the holders
take all places and then wait for each other's.

## Example
```python
async def put(self, item):
    async with self._lock:
        self.items.append(item)
        await self.flush()

async def flush(self):
    async with self._lock:
        await self.write(self.items)
```

## Instead
```python
async def put(self, item):
    async with self._lock:
        self.items.append(item)
        await self._flush()

async def flush(self):
    async with self._lock:
        await self._flush()
```

## Fix safety
There is no fix: which function shall take the lock is for a person to decide.

## Like
SwiftLint and Go's `lockcheck`-like analyzers look for it between threads.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.locks._held_locks import LockOfTasks, taken_by, task_lock_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY305",
    name="lock-taken-again",
    message="{lock!r} is held here since line {line}, and {function!r} takes it again ({way}): "
    "{harm}; take it in one of them only",
    severity=Severity.ERROR,
)


@rule.check(ast.AsyncWith)
def check(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """What the block of an ``async with`` on a lock awaits."""
    for item in stmt.items:
        lock = task_lock_of(item.context_expr, model)
        if lock is not None:
            yield from _in_block(stmt, lock, model)


def _in_block(stmt: ast.AsyncWith, lock: LockOfTasks, model: SemanticModel) -> Iterator[Finding]:
    for node in walk_code(stmt.body):
        if isinstance(node, ast.AsyncWith) and lock.is_exclusive:
            for item in node.items:
                inner = task_lock_of(item.context_expr, model)
                if inner is not None and inner.key == lock.key:
                    yield _finding(item.context_expr, lock, stmt, "this block", str(node.lineno))
        if not isinstance(node, ast.Call) or not (lock.is_exclusive or _runs_many(node, model)):
            continue
        way = taken_by(node, lock, model)
        if way:
            yield _finding(node, lock, stmt, unparsed(node.func), way)


def _runs_many(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is an element of an awaited ``gather``, where holders of all places meet."""
    node: ast.AST = model.parent(call)
    while isinstance(node, (ast.expr, ast.comprehension)):
        if isinstance(node, ast.Call):
            return model.refers_to(node.func, "asyncio.gather")
        node = model.parent(node)
    return False


def _finding(
    place: ast.expr, lock: LockOfTasks, stmt: ast.AsyncWith, function: str, way: str
) -> Finding:
    harm = "it waits for itself for ever" if lock.is_exclusive else "all holders may wait for ever"
    return rule.finding(
        place, lock=lock.spelled, line=str(stmt.lineno), function=function, way=way, harm=harm
    )
