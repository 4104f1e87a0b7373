"""Asking for the event loop in a coroutine the old way.

## What it does
Reports `asyncio.get_event_loop()` in the body of an `async def`.

A file is told of once, with the other places. Silent for Python 3.6, which has no `get_running_loop()`.

Where its result is told to run (`asyncio.get_event_loop().run_until_complete(...)`), ASY601 says
what is wrong. An `assert`, and a method such as
`assertIs`, is left alone: it is about what this very function gives.

## Why it hurts
In a coroutine a loop is always running, and `get_running_loop()` says so. `get_event_loop()` does
the same there, but it has a second meaning outside of coroutines that was deprecated in Python
3.12 and raises `RuntimeError` since Python 3.14. Code that is moved out of the coroutine, or
called from a thread, then fails or gets another loop.

## Example
```python
async def load(path):
    loop = asyncio.get_event_loop()
    return await loop.run_in_executor(None, read, path)
```

## Instead
```python
async def load(path):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, read, path)
```

## Fix safety
Safe: in a coroutine both give the same loop.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import Edit, RenameAttribute, ReplaceCallee
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import is_get_event_loop, is_receiver_of_run
from flake8_asyncpitfalls.rules.loop._asked_twice import edit_of_try, follows_running_loop
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY602",
    name="get-event-loop-in-coroutine",
    severity=Severity.NOTE,
    message="a loop is running in the coroutine {function!r}; ask for it with "
    "asyncio.get_running_loop()",
    fixable="safe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"get_event_loop",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``get_event_loop()`` right in an ``async def``."""
    scope = model.scope_of(call)
    if not scope.is_coroutine or not is_get_event_loop(call, model):
        return
    if is_receiver_of_run(call, model) or _is_asserted(call, model):
        return
    if not model.runs_on_python(3, 7, at=call):
        return  # There is no get_running_loop().
    edit = edit_of_try(call, model) if follows_running_loop(call, model) else _edit(call, model)
    fix = Fix(Applicability.SAFE, "use asyncio.get_running_loop", (edit,)) if edit else None
    # One remedy for the whole file, told at its first call.
    first = Span.of(model.source.tree.body[0])
    yield rule.finding(call, fix=fix, opened_by=first, function=scope.name)


def _is_asserted(call: ast.Call, model: SemanticModel) -> bool:
    """Whether an ``assert``, or a method such as ``assertIs``, is about what *call* gives."""
    if isinstance(model.statement_of(call), ast.Assert):
        return True
    asserting = model.parent(call)
    return isinstance(asserting, ast.Call) and last_name(asserting.func).startswith("assert")


def _edit(call: ast.Call, model: SemanticModel) -> Edit | None:
    if isinstance(call.func, ast.Attribute):
        return RenameAttribute(Span.of(call.func), "get_running_loop")
    bindings = model.terms.table(model.scope_of(call)).by_name.get(last_name(call.func), ())
    if any(one.kind == "param" for one in bindings):
        return None  # Who calls the function may give another one.
    return ReplaceCallee(Span.of(call), "asyncio.get_running_loop")
