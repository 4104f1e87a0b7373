"""A coroutine function with a `timeout` parameter.

## What it does
Reports a parameter called `timeout` of an `async def`. Silent for methods that override one, or
that a base class nobody can see may ask for.

## Why it hurts
Each function with its own time limit has to pass it on, to count down what is left of it, and to
clean up when it has run out. A limit around the call does all that, for any function and for
several calls together.

## Example
```python
async def fetch(url, timeout):
    return await asyncio.wait_for(get(url), timeout)
```

## Instead
```python
async def fetch(url):
    return await get(url)

async with asyncio.timeout(10):
    page = await fetch(url)
```

## Fix safety
There is no fix: the callers would have to change.

## Like
flake8-async ASYNC109, ruff ASYNC109, Sonar S7483.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions._imposed_signatures import is_method_of_contract
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY902",
    name="timeout-parameter",
    severity=Severity.NOTE,
    message="{function!r} takes a timeout of its own; let the caller set a limit with {limit}",
    optional=True,
)


@rule.check(ast.AsyncFunctionDef, mentions=(b"timeout",))
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """A parameter ``timeout`` that nobody else asks for."""
    arguments = function.args
    for arg in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if arg.arg == "timeout" and _is_time(arg.annotation):
            scope = model.terms.scopes[function]
            if not is_method_of_contract(scope, model) and not function.decorator_list:
                end = arg.col_offset + len("timeout")
                span = Span(arg.lineno, arg.col_offset, arg.lineno, end)
                yield rule.finding(span, function=function.name, limit=_limit(function, model))


def _limit(function: ast.AsyncFunctionDef, model: SemanticModel) -> str:
    library = library_at(model, function)
    if library != "asyncio":
        return f"'{library}.fail_after(...)'"
    has_timeout = model.runs_on_python(3, 11, at=function)
    return "'asyncio.timeout(...)'" if has_timeout else "'asyncio.wait_for(...)'"


def _is_time(annotation: ast.expr | None) -> bool:
    """Whether the annotation, if any, is of a number or a duration, not of options."""
    if annotation is None:
        return True
    words = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(annotation)}
    if isinstance(annotation, ast.Constant):
        words = set(str(annotation.value).replace("|", " ").split())
    return bool(words & {"float", "int", "timedelta"})
