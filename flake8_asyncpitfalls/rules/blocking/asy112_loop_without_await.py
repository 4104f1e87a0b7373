"""A loop that never ends and never lets another task run.

## What it does
Reports `while` loops in a coroutine context that neither await nor end.

Nothing in the loop can change the test, and the body has no `await`, `break`, `return`, `raise` or
`yield`: `while not stopped.is_set(): pass`, `while True: count()`. A test that leaves a `while True`
counts like one in its head (`if time.time() > end: break`), and so does a variable that only takes the
time.

Stays silent as soon as the test may change inside: a name in it is bound again, an attribute or
item is assigned, a function is called that could do it, or the test itself calls something that
does more than look.

A `while True` whose only wait is a call that comes back at once when there is nothing, as
`get_message()` of redis does without a timeout, spins as well.

## Why it hurts
The event loop waits for the coroutine, and the coroutine waits for a change that only another task
can make. Neither moves: the program hangs with one processor at full load.

## Example
```python
async def wait_for_start(started: asyncio.Event):
    while not started.is_set():
        pass
```

## Instead
```python
async def wait_for_start(started: asyncio.Event):
    await started.wait()
```

Where there is nothing to wait for, let the other tasks run with `await asyncio.sleep(0.1)` in the
loop.

## Fix safety
There is no fix: what to wait for is for a person to say.

## Like
Nothing in other linters; flake8-async ASYNC110 and ASYNC913 look at loops that do await.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.blocking._busy_loops import (
    is_endless,
    is_spinning,
    is_spinning_inside,
    reads_clock,
)
from flake8_asyncpitfalls.rules.blocking._polling import idle_poll
from flake8_asyncpitfalls.rules.blocking._severity import severity_by_place
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY112",
    name="loop-without-await",
    severity=Severity.WARNING,
    message="'while {test}' {problem}; {advice}",
)


@rule.check(ast.While, on_loop=True)
def check_loop(stmt: ast.While, model: SemanticModel) -> Iterator[Finding]:
    """A loop without an await and without an end."""
    test = is_spinning_inside(stmt, model) or stmt.test
    if test is not stmt.test or is_spinning(stmt, model) or is_endless(stmt, model):
        shown = cut(unparsed(stmt.test), 60)
        severity = Severity.WARNING
        end = "nothing in it can end it: no other task runs any more"
        if reads_clock(test, model):
            end = "no other task runs until its time has come"
            severity = severity_by_place(stmt, model)
        yield rule.finding(stmt, severity=severity, test=shown, problem=f"never awaits, and {end}",
                           advice="await what it waits for")  # fmt: skip


@rule.check(ast.While, on_loop=True)
def check_polling(stmt: ast.While, model: SemanticModel) -> Iterator[Finding]:
    """A loop that only asks whether something is there, without a timeout to wait for it."""
    found = idle_poll(stmt, model)
    if found is not None:
        call, timeout = found
        name = cut(unparsed(call.func), 60)
        yield rule.finding(
            call, test=cut(unparsed(stmt.test), 60), advice=f"give it a '{timeout}='",
            problem=f"spins: '{name}' comes back at once while there is nothing",
        )  # fmt: skip
