"""Yielding from inside a `with` block of an async generator.

## What it does
Reports the first `yield` inside a `with` or `async with` of an async generator, unless the
function is a context manager, a fixture, a dependency (it yields once, something made with what it
opened), or has a decorator that may make it one. Timeouts and task groups are ASY404's, locks of
threads ASY301's.

`contextlib.suppress`, `nullcontext` and `aclosing` are left alone, as is a `@contextmanager` that
only turns exceptions into others, what holds nothing (an attempt of tenacity), and a generator
whose every user in the module and every loop of the project goes to its end, closes it or is told
of itself (ASY409). It is a warning where another loop of the project may stop early, else a note.

## Why it hurts
When the caller stops early (`break`, `return`, an exception), the block is not left there and
then, but when the generator object is collected: the file, connection or lock stays open until
some time later, and is closed in another task, where timeouts and context variables are not those
of the caller.

## Example
```python
async def rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.cursor("select 1"):
            yield row
```

## Instead
```python
async def rows(connection):
    async for row in connection.cursor("select 1"):
        yield row
```

Let the caller open what must be closed, or tell callers to write `async with
contextlib.aclosing(rows(pool)) as source:`.

## Fix safety
Unsafe: where all loops that may stop early stand in the same file, they go under `async with
contextlib.aclosing(...)`. Elsewhere there is none: who should hold the resource is not in the code.

## Like
flake8-async ASYNC119, ruff ASYNC119.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.locks import is_thread_lock
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.tasks import (
    blocks_around,
    is_cancel_scope,
    is_plain_generator,
    task_groups,
)
from flake8_asyncpitfalls.rules.tasks._closing import hold_fix
from flake8_asyncpitfalls.rules.tasks._generator_consumers import (
    is_always_finished,
    is_left_early,
    is_told_by_loops,
    loops_to_hold,
)
from flake8_asyncpitfalls.rules.tasks._held_things import must_close
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_LONGEST_ITEM = 50

rule = Rule(
    code="ASY405",
    name="yield-in-context-manager",
    severity=Severity.WARNING,
    message="a caller that stops early leaves {block!r} open until the generator is collected; "
    "open it outside of the generator, or iterate with contextlib.aclosing",
    fixable="unsafe",
)


@rule.check(ast.Yield)
def check(node: ast.Yield, model: SemanticModel) -> Iterator[Finding]:
    """The outermost ``with`` around the first ``yield`` in it."""
    scope = model.scope_of(node)
    if not scope.is_coroutine:
        return
    blocks = list(blocks_around(node, model))
    if not blocks or not is_plain_generator(node, model):
        return
    yields = scope.of_type(ast.Yield)
    stmt = blocks[-1]
    if not _is_first(node, stmt, yields) or not any(must_close(item, model) for item in stmt.items):
        return
    if len(yields) == 1 and _is_dependency(node, blocks, model):
        return
    assert isinstance(scope.node, ast.AsyncFunctionDef)
    if is_always_finished(scope.node, model) or is_told_by_loops(scope.node, model):
        return
    if any(_is_scope(block, model) for block in blocks):
        return
    yield rule.finding(
        node,
        severity=None if is_left_early(scope.node, model) else Severity.NOTE,
        fix=hold_fix(loops_to_hold(scope.node, model), model),
        block=cut(unparsed(stmt.items[0]), _LONGEST_ITEM),
    )


def _is_first(node: ast.Yield, stmt: ast.stmt, yields: list[ast.Yield]) -> bool:
    inside = [y for y in yields if stmt.lineno <= y.lineno <= (stmt.end_lineno or y.lineno)]
    return node is min(inside, key=lambda y: (y.lineno, y.col_offset))


def _is_dependency(
    node: ast.Yield, blocks: list[ast.With | ast.AsyncWith], model: SemanticModel
) -> bool:
    """Whether the generator hands out, once, something made with what it opened, and cleans up.

    Something else drives it, and knows that.
    """
    if _is_repeated(node, model):
        return False
    opened = {
        item.optional_vars.id
        for stmt in blocks
        for item in stmt.items
        if isinstance(item.optional_vars, ast.Name)
    }
    parts = [] if node.value is None else ast.walk(node.value)
    return node.value is None or any(isinstance(n, ast.Name) and n.id in opened for n in parts)


def _is_repeated(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a loop of its function goes round *node*."""
    while not isinstance(node, ast.AsyncFunctionDef):
        node = model.parent(node)
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            return True
    return False


def _is_scope(stmt: ast.With | ast.AsyncWith, model: SemanticModel) -> bool:
    """Whether another rule says what is wrong."""
    if isinstance(stmt, ast.AsyncWith) and task_groups(stmt, model):
        return True
    return any(
        is_cancel_scope(item, model) or is_thread_lock(model, item.context_expr)
        for item in stmt.items
    )
