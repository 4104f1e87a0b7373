"""A queue whose `join` may never come back.

## What it does
Reports, in modules that await `queue.join()` of this `asyncio.Queue`, a `get()` after which the
consumer can go on, or leave its loop, without the `task_done()` that belongs to it; `get()` in a
consumer that never calls `task_done()` at all; and a `put(None)` more than there are consumers, where
each stops at the first `None`.

## Why it hurts
`join()` waits until `task_done()` was called once for every item. One item without it, for
example where a `continue` skips the call, and the program hangs at `join()`.

## Example
```python
async def consume(queue: asyncio.Queue):
    while True:
        item = await queue.get()
        if item is None:
            continue
        await work(item)
        queue.task_done()
```

## Instead
```python
async def consume(queue: asyncio.Queue):
    while True:
        item = await queue.get()
        try:
            if item is not None:
                await work(item)
        finally:
            queue.task_done()
```

## Fix safety
There is no fix: what belongs into the `try` is for a person to decide.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._queues import get_in, has_join, surplus_before
from flake8_asyncpitfalls.semantics.source.control_flow import ways_through
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY411",
    name="producer-consumer-join-hang",
    severity=Severity.ERROR,
    message="{problem}, and {queue}.join() then never comes back; {advice}",
    optional=True,
)


@rule.check(ast.While, ast.For, ast.AsyncFor, on_loop=True, mentions=(b".join(",))
def check(stmt: ast.While | ast.For | ast.AsyncFor, model: SemanticModel) -> Iterator[Finding]:
    """The loop of a consumer: from its ``get`` to every way out of the round."""
    for index, inner in enumerate(stmt.body):
        call = get_in(inner, model)
        if call is None:
            continue
        assert isinstance(call.func, ast.Attribute)
        if not has_join(call.func.value, model):
            continue
        queue = unparsed(call.func.value)
        helpers = _helpers(queue, model)
        ways = ways_through(stmt.body[index + 1 :], partial(_is_done, queue, helpers))
        if any(False in state for way, state in ways.items() if way != "raise"):
            get = call.func.attr
            problem = f"after this {queue}.{get}() a path leads on without {queue}.task_done()"
            advice = "call it in a 'finally'"
            yield rule.finding(call, problem=problem, advice=advice, queue=queue, get=get)


@rule.check(ast.Call, on_loop=True, mentions=(b".join(",))
def check_sentinels(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``queue.join()`` after more ``None`` than there are consumers to stop at one."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "join" or call.args:
        return
    if not model.is_instance(call.func.value, "asyncio.Queue"):
        return
    surplus = surplus_before(call, model)
    if surplus is not None:
        puts, consumers = surplus.sentinels, surplus.consumers
        problem = f"{puts} times None is put, which ends a consumer, and there are {consumers}"
        advice = "put it once for each consumer"
        queue = unparsed(call.func.value)
        yield rule.finding(surplus.last, problem=problem, advice=advice, queue=queue)


def _helpers(queue: str, model: SemanticModel) -> set[str]:
    """The names of the functions of this file that call ``task_done`` of a queue of that name."""
    suffix = f"{queue.rpartition('.')[2]}.task_done"
    return {
        scope.name
        for scope in model.scopes
        for call in scope.of_type(ast.Call)
        if unparsed(call.func).endswith(suffix)
    }


def _is_done(queue: str, helpers: set[str], node: ast.AST) -> bool:
    """Whether *node* itself calls ``task_done`` of that queue, or calls or starts who does."""
    if isinstance(node, (ast.AsyncWith, ast.AsyncFor)):
        return False
    return any(
        _names_done(part, queue)
        or (isinstance(part, ast.Call) and unparsed(part.func).rpartition(".")[2] in helpers)
        for part in ast.walk(node)
    )


def _names_done(node: ast.AST, queue: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "task_done"
        and unparsed(node.value) == queue
    )
