"""A lock that no other task can see.

## What it does
Reports a lock, semaphore or condition of asyncio, trio or anyio that a coroutine makes for
itself: written in the `async with`, or bound to a local variable that is only entered, acquired
and released in the same function. The block around the `yield` of a context manager's function is
left alone.

## Why it hurts
Every call makes a lock of its own, so no two calls ever wait for each other: what looks protected
is not, and what looks limited runs without limit.

## Example
```python
async def fetch(url):
    limit = asyncio.Semaphore(5)
    async with limit:
        return await get(url)
```

## Instead
```python
limit = asyncio.Semaphore(5)

async def fetch(url):
    async with limit:
        return await get(url)
```

## Fix safety
Unsafe: a new `asyncio.Lock()` goes from a block in which nothing waits, and which needs none: no other
task runs in it. Otherwise there is no fix: who should share the lock is not in the code. None either where
a loop elsewhere goes over what the block works on, and waits meanwhile: there a lock is missing.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.edit import Unindent
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.locks._missing_locks import stands_for_a_lock
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OWN_METHODS = {"acquire", "release", "locked", "wait", "notify", "notify_all"}

rule = Rule(
    code="ASY303",
    name="unshared-lock",
    severity=Severity.ERROR,
    message="{lock} is made anew in each call of {function!r}, so no other task waits for it; "
    "share one",
    fixable="unsafe",
)


@rule.check(ast.AsyncWith, on_loop=True)
def check_with(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """``async with asyncio.Lock():``."""
    for item in stmt.items:
        if _is_yielded_in(stmt, model):
            return
        if isinstance(item.context_expr, ast.Call) and _makes_lock(item.context_expr, model):
            yield _finding(item.context_expr, model, _without(stmt, model))


@rule.check(ast.Assign, ast.AnnAssign, on_loop=True)
def check_local(stmt: ast.Assign | ast.AnnAssign, model: SemanticModel) -> Iterator[Finding]:
    """A local variable that holds a lock and is used right here only."""
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        return
    if not isinstance(stmt.value, ast.Call) or not _makes_lock(stmt.value, model):
        return
    scope, name = model.scope_of(stmt), targets[0].id
    if not scope.is_coroutine or not model.uses.is_private(name, scope):
        return
    reads = model.uses.reads(name, scope)
    if reads and all(model.scope_of(r) is scope and _stays(r, model) for r in reads):
        yield _finding(stmt.value, model)


def _makes_lock(call: ast.Call, model: SemanticModel) -> bool:
    is_class = isinstance(model.value_of(call.func), ClassValue)
    return is_class and model.has_class_marker(call, "task_lock")


def _stays(read: ast.Name, model: SemanticModel) -> bool:
    """Whether this use of the lock holds or releases it here."""
    parent = model.parent(read)
    if isinstance(parent, ast.withitem):
        if _is_yielded_in(model.parent(parent), model):
            return False
        return parent.context_expr is read and parent.optional_vars is None
    return (
        isinstance(parent, ast.Attribute)
        and parent.attr in _OWN_METHODS
        and isinstance(model.parent(parent), ast.Call)
    )


def _is_yielded_in(stmt: ast.AST, model: SemanticModel) -> bool:
    """Whether *stmt* is the block of a context manager's function, held by whoever enters that."""
    if not isinstance(stmt, ast.AsyncWith):
        return False
    value = model.function_value(model.scope_of(stmt))
    is_manager = isinstance(value, FunctionValue) and value.call_kind.endswith("context")
    return is_manager and any(isinstance(node, ast.Yield) for node in walk_code(stmt.body))


def _without(stmt: ast.AsyncWith, model: SemanticModel) -> Fix | None:
    """The block without its new lock, which asyncio takes at once, where nothing in it waits."""
    match stmt.items:
        case [ast.withitem(context_expr=ast.Call() as call, optional_vars=None)]:
            is_lock = model.refers_to(call.func, "asyncio.Lock")
            if is_lock and suspension_in(stmt.body) is None and not stands_for_a_lock(stmt, model):
                return Fix(Applicability.UNSAFE, "remove the lock", (Unindent(Span.of(stmt)),))
    return None


def _finding(call: ast.Call, model: SemanticModel, fix: Fix | None = None) -> Finding:
    return rule.finding(call, fix=fix, lock=unparsed(call), function=model.scope_of(call).name)
