"""Long computation on the event loop.

## What it does
Reports calls that compute for long in a coroutine context.

That is password hashing (`bcrypt`, `hashlib.pbkdf2_hmac`, `hashlib.scrypt`, passlib, argon2),
compression, image transforms and the training of models.

Reports also what runs over a literal `range` of a million elements or more: `sum`, `min`, `max`,
`sorted`, `list` and their like, comprehensions, and `for` loops that neither await nor leave
early.

## Why it hurts
A coroutine gives way only where it awaits. While it computes, no other task runs, no timeout
fires and no connection is answered.

## Example
```python
async def sign_up(password: bytes):
    return bcrypt.hashpw(password, bcrypt.gensalt())
```

## Instead
```python
async def sign_up(password: bytes):
    return await asyncio.to_thread(bcrypt.hashpw, password, bcrypt.gensalt())
```

A thread is enough for libraries in C that release the interpreter's lock, as bcrypt and zlib do.
Pure Python code wants `loop.run_in_executor` with a `ProcessPoolExecutor`.

## Fix safety
Unsafe: the fix runs the call in a thread. Pure Python code still shares the interpreter's lock
there, and what it works on must not change meanwhile. `sum(range(10**8))` has no fix: the one call
keeps the lock to its end, so that only another process helps.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.edit import AddAwait
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._advice import offload_at, told
from flake8_asyncpitfalls.rules.blocking._busy_loops import can_leave
from flake8_asyncpitfalls.rules.blocking._checks import DIRECT, direct
from flake8_asyncpitfalls.rules.blocking._iteration_counts import steps_of
from flake8_asyncpitfalls.rules.blocking._severity import severity_by_place
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY111",
    name="cpu-bound-call",
    severity=Severity.WARNING,
    message=DIRECT,
    fixable="unsafe",
)
rule.check_effect("cpu")(direct(rule))

MANY = 10**6
"""Steps that take an interpreter tens of milliseconds at least."""
_CONSUMERS = frozenset({
    "bytearray", "bytes", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum",
    "tuple",
})  # fmt: skip
_ADVICE = "run it in a process pool with 'await loop.run_in_executor(pool, ...)'"


@rule.check(ast.Call, on_loop=True, mentions=(b"range",))
def check_consumer(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``sum(range(10**7))`` and its like."""
    if not isinstance(call.func, ast.Name) or len(call.args) != 1:
        return
    name = model.name_of(call.func).removeprefix("builtins.")
    argument = call.args[0]
    if name in _CONSUMERS and not _runs_by_itself(argument) and steps_of(argument, model) >= MANY:
        # One call in C keeps the interpreter's lock to its end: in a thread it stops the loop too.
        fix = _fix(call, model) if isinstance(argument, ast.GeneratorExp) else None
        yield _finding(call, f"{name}()", model, fix)


@rule.check(ast.ListComp, ast.SetComp, ast.DictComp, on_loop=True, mentions=(b"range",))
def check_comprehension(expr: ast.ListComp, model: SemanticModel) -> Iterator[Finding]:
    """A list, set or dictionary made of a million elements."""
    if steps_of(expr, model) >= MANY:
        yield _finding(expr, "this comprehension", model)


@rule.check(ast.For, on_loop=True, mentions=(b"range",))
def check_loop(stmt: ast.For, model: SemanticModel) -> Iterator[Finding]:
    """A ``for`` loop of a million turns that nothing interrupts."""
    if not can_leave(stmt) and steps_of(stmt.iter, model) >= MANY:
        yield _finding(stmt.iter, "this loop", model)


def _finding(expr: ast.expr, call: str, model: SemanticModel, fix: Fix | None = None) -> Finding:
    severity = severity_by_place(expr, model)
    fix = None if severity is Severity.NOTE else fix
    return rule.finding(expr, fix=fix, severity=severity, call=call, advice=_ADVICE)


def _runs_by_itself(expr: ast.expr) -> bool:
    """Whether *expr* is found on its own."""
    return isinstance(expr, (ast.ListComp, ast.SetComp, ast.DictComp))


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    offload = offload_at(call, model)
    if offload is None or not can_await(model, call):
        return None
    edits = (offload, AddAwait(Span.of(call)))
    return Fix(Applicability.UNSAFE, f"await {told(offload.through)}", edits)
