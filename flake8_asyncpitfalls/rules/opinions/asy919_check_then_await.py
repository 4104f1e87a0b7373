"""A value that two tasks may both make, since the check and the assignment are a wait apart.

## What it does
Reports `if self._x is None: self._x = await make()` and `if key not in cache: cache[key] = await
make(key)` without a lock, on an attribute of the method's object or a variable of the module, in a
function that several tasks can be in.

## Why it hurts
The second task comes to the check while the first one waits, and makes the value again: two
connections where one was meant, and the first of them is lost.

## Example
```python
async def client(self):
    if self._client is None:
        self._client = await connect()
    return self._client
```

## Instead
```python
async def client(self):
    async with self._lock:
        if self._client is None:
            self._client = await connect()
    return self._client
```

## Fix safety
There is no fix: the lock has to be made somewhere, and a person says where.

## Like
ESLint's `require-atomic-updates`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import (
    is_in_several_tasks,
    is_locked,
    is_shared,
)
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY919",
    name="check-then-await",
    message="another task may come to this check while {target!r} is being made, and make it again; "
    "hold an asyncio.Lock over both",
    severity=Severity.NOTE,
    optional=True,
)


@rule.check(ast.If, on_loop=True)
def check(stmt: ast.If, model: SemanticModel) -> Iterator[Finding]:
    """A test for what is missing, whose branch awaits it and stores it."""
    scope = model.scope_of(stmt)
    missing = _missing(stmt.test)
    if not missing or not scope.is_coroutine:
        return
    for inner in stmt.body:
        target = _awaited_target(inner)
        if target is None or unparsed(target) != missing:
            continue
        if _is_set_again(target, missing, model):
            continue
        is_free = is_shared(target, model) and not is_locked(stmt, model)
        if is_free and is_in_several_tasks(scope, model):
            yield rule.finding(inner, target=missing)


def _is_set_again(target: ast.expr, text: str, model: SemanticModel) -> bool:
    """Whether the function stores something else there, too: a result of its own, nothing kept."""
    scope = model.scope_of(target)
    stores = (node for node in scope.nodes if isinstance(getattr(node, "ctx", None), ast.Store))
    return any(node is not target and unparsed(node) == text for node in stores)


def _missing(test: ast.expr) -> str:
    """The text of what *test* finds missing: ``x`` of ``x is None`` and ``not x``, ``d[k]``."""
    match test:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return unparsed(left)
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[container]):
            return f"{unparsed(container)}[{unparsed(left)}]"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return unparsed(operand)
    return ""


def _awaited_target(stmt: ast.stmt) -> ast.expr | None:
    match stmt:
        case ast.Assign(targets=[target], value=ast.Await()):
            return target
    return None
