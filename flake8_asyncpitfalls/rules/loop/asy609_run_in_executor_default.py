"""A longer way to say `to_thread`.

## What it does
Reports `await loop.run_in_executor(None, function, ...)` where the target Python has
`asyncio.to_thread` (3.9).

## Why it hurts
Both use the loop's default executor. `to_thread` needs no loop, takes keyword arguments, and
hands context variables on to the thread, which `run_in_executor` loses: the request id in a log
line, the current user, a translation.

## Example
```python
async def load(path):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, read, path)
```

## Instead
```python
async def load(path):
    return await asyncio.to_thread(read, path)
```

## Fix safety
Safe: the same function runs in the same executor, and sees the context variables as well.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import DropArgument, ReplaceCallee
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY609",
    name="run-in-executor-default",
    severity=Severity.NOTE,
    message="asyncio.to_thread({function}, ...) does the same and keeps context variables",
    fixable="safe",
    optional=True,
)


@rule.check(ast.Await, mentions=(b"run_in_executor",))
def check(expr: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """An awaited ``run_in_executor`` of the default executor."""
    match expr.value:
        case (
            ast.Call(
                func=ast.Attribute(attr="run_in_executor"),
                args=[ast.Constant(value=None), function, *_],
                keywords=[],
            ) as call
        ) if not isinstance(function, ast.Starred):
            name = "asyncio.AbstractEventLoop.run_in_executor"
            if model.runs_on_python(3, 9, at=call) and model.refers_to(call.func, name):
                span = Span.of(call)
                in_context = (DropArgument(span, 0),) if _runs_in_copy(function, model) else ()
                edits = (
                    DropArgument(span, 0),
                    *in_context,
                    ReplaceCallee(span, "asyncio.to_thread"),
                )
                fix = Fix(Applicability.SAFE, "use asyncio.to_thread", edits)
                yield rule.finding(call, fix=fix, function=unparsed(function))


def _runs_in_copy(function: ast.expr, model: SemanticModel) -> bool:
    """Whether it is ``context.run`` of a local copy of the context, which to_thread makes itself."""
    if not isinstance(function, ast.Attribute) or function.attr != "run":
        return False
    name, scope = function.value, model.scope_of(function)
    if not isinstance(name, ast.Name) or len(model.uses.reads(name.id, scope)) != 1:
        return False
    return any(
        isinstance(binding.value, ast.Call)
        and model.name_of(binding.value.func) == "contextvars.copy_context"
        for binding in model.terms.bindings_read(name, scope)
    )
