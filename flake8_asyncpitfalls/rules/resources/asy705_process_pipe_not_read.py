"""Waiting for a process whose output nobody reads.

## What it does
Reports `await process.wait()` for a process that the function started with `stdout=PIPE` or
`stderr=PIPE` where nothing has read that pipe, killed the process or been given it by then, and
nothing in the function calls `communicate()`.

## Why it hurts
A pipe holds some 64 kB. A process that writes more stops until somebody reads, and the program
waits for the process to end: both wait for ever. It works in tests, where the output is short.

## Example
```python
process = await asyncio.create_subprocess_exec("make", stdout=PIPE)
code = await process.wait()
```

## Instead
```python
process = await asyncio.create_subprocess_exec("make", stdout=PIPE)
output, _ = await process.communicate()
code = process.returncode
```

## Fix safety
Unsafe: `await process.wait()` as a statement, also in a `wait_for`, becomes
`await process.communicate()`, which reads all output into memory; not where the function reads from the
pipe as well.

## Like
Nothing in other linters; the documentation of `subprocess` and asyncio warns of it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import RenameAttribute
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._process_pipes import reads_pipes, waits_with_full_pipe
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY705",
    name="process-pipe-not-read",
    message="nobody reads the {pipe} of {process!r} before this wait: when the pipe is full, both "
    "wait for ever; use 'await {process}.communicate()'",
    severity=Severity.ERROR,
    fixable="unsafe",
)


@rule.check(ast.Assign, mentions=(b"create_subprocess_", b"open_process"))
def check(stmt: ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """``process = await create_subprocess_exec(..., stdout=PIPE)`` and the first wait for it."""
    for wait, pipe in waits_with_full_pipe(stmt, model):
        assert isinstance(wait.func, ast.Attribute)
        is_statement = isinstance(model.parent(model.parent(_limited(wait, model))), ast.Expr)
        edit = RenameAttribute(Span.of(wait.func), "communicate")
        can_go = is_statement and not reads_pipes(wait.func.value, model)
        fix = Fix(Applicability.UNSAFE, "read the output", (edit,)) if can_go else None
        yield rule.finding(wait, fix=fix, pipe=pipe, process=unparsed(wait.func.value))


def _limited(wait: ast.Call, model: SemanticModel) -> ast.Call:
    """The ``wait_for`` around *wait*, which ends the reading as well as the waiting."""
    outer = model.parent(wait)
    is_limit = isinstance(outer, ast.Call) and model.refers_to(outer.func, "asyncio.wait_for")
    return outer if is_limit and isinstance(outer, ast.Call) else wait
