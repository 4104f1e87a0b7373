"""A coroutine left in a local variable.

## What it does
Reports a local variable that takes a coroutine and is never read again, so that no path awaits,
returns, yields, stores, closes or hands on the coroutine. A coroutine whose variable is used for
something else is ASY202's.

## Why it hurts
The call looks as if it had run, and the name looks like its result, but nothing has happened.
Python notices only when the object is collected.

## Example
```python
async def refresh(cache):
    result = cache.reload()
```

## Instead
```python
async def refresh(cache):
    result = await cache.reload()
```

## Fix safety
Adding `await` at the assignment is unsafe: the line may also be a leftover that should go.

## Like
Ruff's and Pyflakes' F841 for the variable; pyright's `reportUnusedCoroutine` for the call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.coroutines import Held, coroutines_in
from flake8_asyncpitfalls.finding import Applicability, Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import await_advice, await_fix, is_read, shown
from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY203",
    name="coroutine-assigned-never-awaited",
    severity=Severity.ERROR,
    message="{variable!r} takes the coroutine of {call!r}, which nothing awaits; {advice}",
    fixable="unsafe",
)


@rule.check(ast.FunctionDef, ast.AsyncFunctionDef)
def check_locals(
    function: ast.FunctionDef | ast.AsyncFunctionDef, model: SemanticModel
) -> Iterator[Finding]:
    """Local variables of *function* that are left with a coroutine."""
    unread: dict[ast.expr, Held] = {}
    read: set[ast.expr] = set()
    for held in coroutines_in(model, function):
        if is_read(held, model):
            read.add(held.value)
        else:
            unread.setdefault(held.value, held)
    for call, held in unread.items():
        if call not in read:
            yield rule.finding(
                call,
                fix=await_fix(call, model, Applicability.UNSAFE),
                variable=held.name,
                call=shown(call),
                advice=await_advice(call, model),
            )
