"""A sum that forgets what other tasks added meanwhile.

## What it does
Reports `self.total += await f()`, `self.x = self.x + await f()` and `d[k] = d[k] + await f()` where
the old value is read before the wait and the new one written after it, on an attribute of the
method's object or a variable of the module, in a function that several tasks can be in.

Silent under a lock, for local variables, where one task alone runs the function, and where `+=` or `|=`
changes a list, set or dict in place, which holds what others have added.

## Why it hurts
Python reads the left side first. What another task adds during the wait is overwritten: counters
come out too low, and only under load.

## Example
```python
async def count(self, page):
    self.total += await self.fetch_size(page)
```

## Instead
```python
async def count(self, page):
    size = await self.fetch_size(page)
    self.total += size
```

## Fix safety
Safe: the await goes first, into a variable. There is no fix where the value calls something else
before the wait, awaits only sometimes or more than once, or waits for something made of the old
value.

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
from flake8_asyncpitfalls.rules.locks._iterated_containers import changes_in_place
from flake8_asyncpitfalls.rules.locks._lost_updates import await_first, reads_before_wait
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY307",
    name="lost-update",
    message="{target!r} is read before this wait and written after it, so what another task adds "
    "meanwhile is lost; await first, then change it",
    severity=Severity.ERROR,
    fixable="safe",
)


@rule.check(ast.AugAssign, ast.Assign, on_loop=True)
def check(stmt: ast.AugAssign | ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """A statement that reads its own target, waits, and writes it."""
    target = stmt.target if isinstance(stmt, ast.AugAssign) else stmt.targets[0]
    scope = model.scope_of(stmt)
    # What costs least is asked first: few statements change what is shared.
    if not scope.is_coroutine or not is_shared(target, model):
        return
    if not any(isinstance(node, ast.Await) for node in walk_code([stmt.value])):
        return
    if isinstance(stmt, ast.Assign) and (
        len(stmt.targets) != 1 or not reads_before_wait(stmt.value, unparsed(target))
    ):
        return
    if isinstance(stmt, ast.AugAssign) and changes_in_place(target, model):
        return
    if not is_locked(stmt, model) and is_in_several_tasks(scope, model):
        yield rule.finding(stmt, fix=await_first(stmt, target), target=unparsed(target))
