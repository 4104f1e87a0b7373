"""A coroutine left in a local variable.

## What it does
Reports a local variable that takes a coroutine which no path awaits, returns, yields, stores, closes
or hands on.

The variable is never read again, or it is subscripted, added or put into a text: where that happens,
ASY202 tells of it, too. Of other uses ASY202 alone tells, where the coroutine is made.

A local list or dictionary that coroutines are put into and that nobody looks into again is reported,
too.

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

from flake8_asyncpitfalls.analyses.coroutines import Held, coroutine_of, coroutines_in
from flake8_asyncpitfalls.finding import Applicability, Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import await_advice, await_fix, is_read, shown
from flake8_asyncpitfalls.rules.awaiting._elements import PUTTING, is_left_alone, variable_with
from flake8_asyncpitfalls.rules.awaiting._places import is_told_at_use
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
        if is_read(held, model) and not is_told_at_use(held, model):
            read.add(held.value)
        else:
            unread.setdefault(held.value, held)
    for call, held in unread.items():
        if call not in read:
            yield _finding(call, held.name, model)


@rule.check(ast.Call, within=PUTTING)
def check_container(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Coroutines that are put into a local list or dictionary which nobody looks into."""
    container = variable_with(call, model)
    if container is None or coroutine_of(model, call) is None:
        return
    if is_left_alone(container, model):
        yield _finding(call, container.id, model)


def _finding(call: ast.expr, variable: str, model: SemanticModel) -> Finding:
    return rule.finding(
        call,
        fix=await_fix(call, model, Applicability.UNSAFE),
        variable=variable,
        call=shown(call),
        advice=await_advice(call, model),
    )
