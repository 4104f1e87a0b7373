"""A process that goes on after the time limit for it.

## What it does
Reports `asyncio.wait_for(process.communicate(), ...)`, `wait_for(process.wait(), ...)` and the same in
the block of `asyncio.timeout` where the function started the process itself and nothing in it kills or
terminates the process, waits for it again or hands it on.

## Why it hurts
The time limit ends the waiting, not the process. It goes on with its files, its memory and its work,
which a second attempt then does beside it, and nobody is left who could end it.

## Example
```python
process = await asyncio.create_subprocess_exec("make")
try:
    await asyncio.wait_for(process.wait(), 60)
except TimeoutError:
    return "too slow"
```

## Instead
```python
process = await asyncio.create_subprocess_exec("make")
try:
    await asyncio.wait_for(process.wait(), 60)
except TimeoutError:
    process.kill()
    await process.wait()
    return "too slow"
```

## Fix safety
Unsafe: the two lines at the beginning of the handler of the timeout, where there is one and nothing else
in its `try` waits before the process is started, or in a handler of their own that raises the timeout
again. A process that should go on, as a server that is only
given time to fail, would be killed.

## Like
Nothing in other linters; the documentation of `subprocess` says it of `communicate`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.edit import CatchLines, Edit, InsertLines
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._left_processes import process_waited_for, start_of
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY708",
    name="process-outlives-timeout",
    message="after the timeout {process!r} goes on, and nobody ends it; write '{process}.kill()' and "
    "'await {process}.wait()' then",
    severity=Severity.WARNING,
    fixable="unsafe",
)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)
_TIMEOUTS = frozenset({"TimeoutError", "asyncio.TimeoutError", "asyncio.exceptions.TimeoutError"})


@rule.check(ast.Call, mentions=(b"create_subprocess_",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``process.communicate()`` or ``process.wait()`` under a time limit."""
    process = process_waited_for(call, model)
    if process is not None:
        severity = Severity.NOTE if is_of_tests(model) else Severity.WARNING
        fix = _fix(call, process, model)
        yield rule.finding(call, fix=fix, severity=severity, process=process.id)


def _fix(call: ast.Call, process: ast.Name, model: SemanticModel) -> Fix | None:
    """The end of the process, where the timeout is handled, or in a handler of its own."""
    code = f"{process.id}.kill()\nawait {process.id}.wait()"
    edit: Edit | None
    if handler := _handler(call, process, model):
        edit = InsertLines(Span.of(handler.body[0]), code)
    else:
        edit = _handling(call, f"{code}\nraise", model)
    return None if edit is None else Fix(Applicability.UNSAFE, "kill the process", (edit,))


def _handling(call: ast.Call, code: str, model: SemanticModel) -> Edit | None:
    """A handler with *code* around the statement that awaits *call* with a time limit."""
    stmt = model.statement_of(call)
    limited = model.parent(call)
    value = getattr(stmt, "value", None)
    if (
        not isinstance(stmt, _SIMPLE)
        or not isinstance(value, ast.Await)
        or value.value is not limited
    ):
        return None
    holder = model.parent(stmt)
    place = place_in(stmt, holder)
    # A ``try`` in one that holds nothing else is read as one too many.
    if place is None or not isinstance(holder, ast.stmt):
        return None
    if isinstance(holder, ast.Try) and holder.body == [stmt]:
        return None
    block, at = place
    error = "TimeoutError" if model.runs_on_python(3, 11, at=stmt) else "asyncio.TimeoutError"
    return CatchLines(Span.of(holder), error, code, at, at, block)


def _handler(call: ast.Call, process: ast.Name, model: SemanticModel) -> ast.ExceptHandler | None:
    """The handler of the timeout, in the ``try`` next around *call*, which the process was started for."""
    child: ast.AST = call
    parent = model.parent(call)
    while not isinstance(parent, (ast.Try, ast.AsyncFunctionDef, ast.Module)):
        child, parent = parent, model.parent(parent)
    start = start_of(process, model)
    if not isinstance(parent, ast.Try) or child not in parent.body or start is None:
        return None
    # What waits before the start may be what takes too long: there is no process then.
    before = [stmt for stmt in parent.body if stmt.lineno < start.lineno]
    is_started = all(suspension_in([s]) is None or start in ast.walk(s) for s in before)
    found = (handler for handler in parent.handlers if _is_for_timeout(handler.type))
    return next(found, None) if is_started else None


def _is_for_timeout(caught: ast.expr | None) -> bool:
    """Whether the handler is for the timeout alone: in others the process may have ended."""
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return all(kind is not None and unparsed(kind) in _TIMEOUTS for kind in kinds)
