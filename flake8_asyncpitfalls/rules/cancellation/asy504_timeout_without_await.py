"""A timeout that nothing can reach.

## What it does
Reports a timeout or cancel scope (`asyncio.timeout`, `async_timeout.timeout`, `trio.fail_after`,
`anyio.move_on_after`, `CancelScope`) whose block has no `await`, `async for`, `async with` or
`yield`.

## Why it hurts
A task can be cancelled only while it waits. Without an await in the block the timeout never fires,
however long the code in it takes. A scope without a time, as `CancelScope(shield=True)`, is a note:
nothing was promised.

## Example
```python
async def load(path):
    async with asyncio.timeout(5):
        data = parse(path)
    return data
```

## Instead
```python
async def load(path):
    async with asyncio.timeout(5):
        data = await fetch(path)
    return data
```

## Fix safety
Unsafe: the `with` is removed and its block kept, which does what the code did. Perhaps an await was
forgotten instead. Offered where the scope is the only manager, nothing is bound to it, and no other
fix puts an await into the block.

## Like
flake8-async ASYNC100, ruff ASYNC100, Sonar S7490.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import Unindent
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY504",
    name="timeout-without-await",
    severity=Severity.WARNING,
    message="nothing in '{scope}' awaits, so it cannot cancel anything; await in it, or remove it",
    fixable="unsafe",
)


@rule.check(ast.With, ast.AsyncWith, mentions=(b"timeout", b"_after", b"_at", b"CancelScope"))
def check(stmt: ast.With | ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """Scopes around a block that never waits."""
    if not model.scope_of(stmt).is_coroutine or _can_wait(stmt):
        return
    is_async = isinstance(stmt, ast.AsyncWith)
    for item in stmt.items:
        scope = item.context_expr
        if isinstance(scope, ast.Call) and model.enters(scope, "cancel_scope", is_async=is_async):
            severity = None if _sets_time(scope) else Severity.NOTE
            yield rule.finding(scope, fix=_fix(stmt), severity=severity, scope=_shown(scope))


def _can_wait(stmt: ast.With | ast.AsyncWith) -> bool:
    if isinstance(stmt, ast.AsyncWith) and len(stmt.items) > 1:
        return True
    code: list[ast.AST] = [*stmt.body, *(item.context_expr for item in stmt.items)]
    if any(suspensions(code)):
        return True
    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in walk_code(stmt.body))


def _sets_time(scope: ast.Call) -> bool:
    """Whether *scope* is made with a time after which it ends: ``CancelScope(shield=True)`` is not."""
    return bool(scope.args) or any(word.arg != "shield" for word in scope.keywords)


def _fix(stmt: ast.With | ast.AsyncWith) -> Fix | None:
    if len(stmt.items) > 1 or stmt.items[0].optional_vars is not None:
        return None
    return Fix(Applicability.UNSAFE, "remove the scope", (Unindent(Span.of(stmt)),))


def _shown(scope: ast.Call) -> str:
    return f"{unparsed(scope.func)}({'...' if scope.args or scope.keywords else ''})"
