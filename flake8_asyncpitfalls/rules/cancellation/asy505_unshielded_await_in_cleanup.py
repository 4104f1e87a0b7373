"""Cleaning up that a cancellation cuts short, in trio and anyio.

## What it does
Reports `await`, `async with` and `async for` in a `finally`, in `except BaseException`, in a bare
`except`, in the handler of the cancellation itself and in an `__aexit__` that does not look at the
exception, outside a shielded cancel scope. Also an await in any other handler when a bare `raise`
follows it.

`aclose()` without arguments is left alone: it closes at once when it is cancelled. So are calls of
functions of the same file that shield what they await, and of functions of other files. So is a
handler for everything below one for the cancellation. So is the coroutine that `anyio.run` or
`trio.run` itself runs, outside of every `with`: no scope is around it. Code for asyncio, where a
task is cancelled once and not at every await, is left alone too.

## Why it hurts
In trio and anyio every await in a cancelled scope raises the cancellation again. Cleanup that
waits does not get past its first await then. And a cancellation that arrives in a handler before
its `raise` takes the place of the exception that should have been raised (a note: the task ends
either way). A note, too, where nobody knows what is awaited: it may do its part before it waits.

## Example
```python
async def work(server):
    try:
        await server.run()
    finally:
        await server.say_goodbye()
```

## Instead
```python
async def work(server):
    try:
        await server.run()
    finally:
        with trio.move_on_after(5, shield=True):
            await server.say_goodbye()
```

## Fix safety
Unsafe: one wait goes under `move_on_after(5, shield=True)`. How long the cleanup may take is for a
person to say: a `finally` and an `__aexit__` run without a cancellation, too, and the time counts then
as well. The fix says so. The lines from the first of several waits to the last go under
`CancelScope(shield=True)`, as a deadline that ends the first would leave out the rest without a word,
and so does what ends by itself: what has a deadline of its own, or a thread that is not abandoned.

## Like
flake8-async ASYNC102 and ASYNC120.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.startup import is_outermost
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._cleanup import (
    first_harmed_wait,
    is_known_to_wait,
    raises_after_wait,
)
from flake8_asyncpitfalls.rules.cancellation._handlers import catches_cancellation
from flake8_asyncpitfalls.rules.cancellation._shields import (
    hands_over,
    is_mere_checkpoint,
    shield_fix,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding, Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY505",
    name="unshielded-await-in-cleanup",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    message="{problem}; shield it, as in 'with {library}.move_on_after(5, shield=True)'",
    fixable="unsafe",
)


@rule.check(ast.Try, ast.TryStar, mentions=(b"trio", b"anyio"))
def check(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> Iterator[Finding]:
    """The first unprotected wait of each part of *stmt* that cleans up."""
    library = library_at(model, stmt)
    if library != "asyncio" and model.scope_of(stmt).is_coroutine:
        found = list(_in_parts(stmt, library, model))
        yield from found if found and not is_outermost(model, stmt) else ()


def _in_parts(stmt: ast.Try | ast.TryStar, library: str, model: SemanticModel) -> Iterator[Finding]:
    in_finally = first_harmed_wait(stmt.finalbody, model)
    if in_finally is not None:
        problem = "a cancellation ends this 'finally' at its first await"
        fix = shield_fix(stmt, "finalbody", in_finally, library, model)
        yield _finding(in_finally, problem, library, fix, _weight(in_finally, model))
    for handler in _for_cancellations(stmt.handlers, model):
        wait = first_harmed_wait(handler.body, model)
        if wait is None:
            continue
        if catches_cancellation(handler.type, model):
            problem = "a cancellation ends this handler at its first await"
            fix = shield_fix(handler, "body", wait, library, model)
            yield _finding(wait, problem, library, fix, _weight(wait, model))
        elif raises_after_wait(handler, model):
            problem = "a cancellation here takes the place of the exception that is raised again"
            # What is asked for decides how it goes on: no answer in time is none.
            is_question = not isinstance(model.parent(wait), ast.Expr)
            fix = None if is_question else shield_fix(handler, "body", wait, library, model)
            yield _finding(wait, problem, library, fix, Severity.NOTE)


def _for_cancellations(
    handlers: list[ast.ExceptHandler], model: SemanticModel
) -> Iterator[ast.ExceptHandler]:
    """*handlers* without those for everything that stand below one for the cancellation."""
    is_told = False
    for handler in handlers:
        caught = catches_cancellation(handler.type, model)
        if not (is_told and caught == "base"):
            yield handler
        is_told |= bool(caught)


@rule.check(ast.AsyncFunctionDef, mentions=(b"__aexit__",))
def check_exit(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """The first unprotected wait of an ``__aexit__``, which a cancellation comes to as well."""
    if function.name != "__aexit__" or model.terms.scopes[function].enclosing_class is None:
        return
    library = library_at(model, function.body[0])
    if library == "asyncio" or hands_over(function):
        return
    wait = first_harmed_wait(function.body, model)
    if wait is not None and not is_mere_checkpoint(wait, model):
        problem = "a cancellation ends this '__aexit__' at its first await"
        fix = shield_fix(function, "body", wait, library, model)
        yield _finding(wait, problem, library, fix, _weight(wait, model))


def _weight(wait: ast.AST, model: SemanticModel) -> Severity | None:
    return None if is_known_to_wait(wait, model) else Severity.NOTE


def _finding(
    wait: ast.AST, problem: str, library: str, fix: Fix | None, severity: Severity | None = None
) -> Finding:
    place = wait.items[0].context_expr if isinstance(wait, ast.AsyncWith) else wait
    assert isinstance(place, (ast.expr, ast.stmt))
    return rule.finding(place, fix=fix, severity=severity, problem=problem, library=library)
