"""Waiting for a thread or process on the event loop.

## What it does
Reports what waits for another thread or process in a coroutine context.

That is `Thread.join`, `threading.Event.wait`, `Condition.wait`, `Barrier.wait`,
`Semaphore.acquire`, `queue.Queue.get`, `put` and `join`, `concurrent.futures.Future.result` and
`exception`, `concurrent.futures.wait` and `as_completed`, `Executor.shutdown`, and the joins,
gets and pools of `multiprocessing`.

Reports also `with ThreadPoolExecutor() as pool:` and its like where work may still run at the end
of the block, since leaving it waits for that; and `run_coroutine_threadsafe(...).result()`, a
deadlock.

Silent where nothing waits: `timeout=0`, `join(0)`, `block=False`, `blocking=False`,
`shutdown(wait=False)`, `put` on a queue made without a bound, and a future that is known to be
done.

## Why it hurts
The event loop stands still until the other thread is ready. If that thread needs the loop, for
instance to run a coroutine, neither ever goes on.

## Example
```python
async def compute(pool: ThreadPoolExecutor, number: int):
    return pool.submit(work, number).result()
```

## Instead
```python
async def compute(pool: ThreadPoolExecutor, number: int):
    return await asyncio.get_running_loop().run_in_executor(pool, work, number)
```

A future from elsewhere is awaited with `await asyncio.wrap_future(future)`; queues, events and
semaphores between tasks are those of asyncio.

## Fix safety
Unsafe: the result of a future is awaited through `asyncio.wrap_future`, and cancelling the coroutine
then cancels the future. So it is for work that only the end of its executor's block, or
`as_completed`, waits for: what it raises is raised there then, also where nobody asked for it before.
Where much of it runs at the same time, the block of the executor moves into a thread as a whole.
Other waits that end by themselves run in a thread, where they occupy a worker of the pool until they
are over. A program that waits for many things at once may run out of workers. A wait that nothing may
ever end (`queue.get()` without a time) gets no thread, which the program would wait for at its end: a
queue that only coroutines use becomes an `asyncio.Queue`, others are left.

## Like
Nothing in other linters; blockbuster sees some of it while the program runs.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock
from flake8_asyncpitfalls.edit import AddAwait, PassObject
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct
from flake8_asyncpitfalls.rules.blocking._executor_pools import pending_work, pool_name
from flake8_asyncpitfalls.rules.blocking._pool_results import awaited_as_completed, awaited_inside
from flake8_asyncpitfalls.rules.blocking._remedies.whole_pools import pool_around, whole_pool_fix
from flake8_asyncpitfalls.rules.blocking._severity import severity_by_place
from flake8_asyncpitfalls.rules.blocking._waits_for_loops import (
    waits_for_loop,
    waits_for_running_loop,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY110", name="blocking-wait", severity=Severity.WARNING, message=DIRECT, fixable="unsafe"
)
_DEADLOCK = (
    "it is a deadlock where the coroutine runs on this same loop: await the coroutine itself"
)
_POOL_ADVICE = (
    "it waits for {work}: await that inside, with 'await asyncio.wrap_future({pool}.submit(...))'"
)
_direct = direct(rule)


@rule.check_effect("wait")
def check_wait(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
    """A call that waits for another thread or process."""
    if waits_for_loop(node, model):
        assert isinstance(node, ast.Call)
        yield rule.finding(node, call=effect.name, advice=_DEADLOCK)
    elif not _starts_loop(node, model):
        fix = _future_fix(node, model) or awaited_as_completed(node, model)
        pool = pool_around(node, model)
        fix = fix or (whole_pool_fix(pool, model) if pool is not None else None)
        for finding in _direct(node, effect, model):
            severity = Severity.NOTE if _ends_own_pool(node, effect) else finding.severity
            yield replace(finding, fix=fix or finding.fix, severity=severity)


def _ends_own_pool(node: ast.AST, effect: Effect) -> bool:
    """Whether an object shuts down the pool that it keeps: most often when the work is done."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Attribute())):
            return effect.name.endswith("Executor.shutdown")
    return False


def _future_fix(node: ast.AST, model: SemanticModel) -> Fix | None:
    """The loop itself can wait for the future of a thread or process; no thread is needed."""
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return None
    if not model.refers_to(node.func, "concurrent.futures.Future.result"):
        return None
    is_possible = can_await(model, node) and not is_under_lock(model, node)
    if not is_possible or library_at(model, node) != "asyncio":
        return None
    span = Span.of(node)
    edits = (PassObject(span, "asyncio.wrap_future"), AddAwait(span))
    return Fix(Applicability.UNSAFE, "await asyncio.wrap_future", edits)


@rule.check(ast.Call, mentions=(b"run_coroutine_threadsafe",))
def check_own_loop(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A plain function that waits for the loop which it found running in its own thread."""
    if waits_for_running_loop(call, model):
        advice = "it is a deadlock, since the loop of this very thread is to run the coroutine"
        yield rule.finding(call, call=unparsed(call.func), advice=advice)


@rule.check(ast.With, on_loop=True, mentions=(b"Executor",))
def check_pool(stmt: ast.With, model: SemanticModel) -> Iterator[Finding]:
    """Leaving the block of an executor that may still have work."""
    for item in stmt.items:
        pool = pool_name(item, model)
        work = pending_work(stmt, pool, model) if pool else None
        if work is not None:
            call = f"leaving 'with {unparsed(item.context_expr)}'"
            advice = _POOL_ADVICE.format(work=f"{unparsed(work.func)}(...)", pool=pool)
            severity = severity_by_place(stmt, model)
            fix = awaited_inside(item, pool, model) or whole_pool_fix(stmt, model)
            yield rule.finding(
                item.context_expr, fix=fix, severity=severity, call=call, advice=advice
            )


def _starts_loop(node: ast.AST, model: SemanticModel) -> bool:
    """Whether it is ``uvicorn.run`` or its like: it does not block, it fails, and ASY601 says so."""
    return isinstance(node, ast.Call) and model.marker(node.func, "runs_loop") is not None
