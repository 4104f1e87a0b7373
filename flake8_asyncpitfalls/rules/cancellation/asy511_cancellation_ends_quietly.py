"""A task that ends as if nothing had happened when it is cancelled.

## What it does
Reports, in asyncio, a function that runs as a task of its own and returns when it is cancelled, and
`task.cancel()` followed by `try: await task` with an `except CancelledError` that goes on. It is the
strict form of ASY501.

## Why it hurts
Who cancelled the task sees a result and not a cancellation. And the handler around `await task`
cannot tell the task's cancellation from the caller's own: when the caller is cancelled just then,
it goes on, and a timeout or a shutdown waits in vain.

## Example
```python
task.cancel()
try:
    await task
except asyncio.CancelledError:
    pass
```

## Instead
```python
task.cancel()
await asyncio.gather(task, return_exceptions=True)
```

`asyncio.wait([task])` does too; `asyncio.current_task().cancelling()` tells whose cancellation it is.

## Fix safety
There is no fix: a person says whose cancellation may end here.

## Like
flake8-async ASYNC103 and ASYNC104.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.cancellation._delivery import can_be_cancelled, ends_task
from flake8_asyncpitfalls.rules.cancellation._handlers import Handling, catches_cancellation
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY511",
    name="cancellation-ends-quietly",
    message="{problem}; {advice}",
    severity=Severity.NOTE,
    optional=True,
)


@rule.check(ast.Try)
def check(stmt: ast.Try, model: SemanticModel) -> Iterator[Finding]:
    """The first handler that catches a cancellation and can be left without raising."""
    is_asyncio = library_at(model, stmt) == "asyncio"  # elsewhere it is ASY501
    if not is_asyncio or not model.scope_of(stmt).is_coroutine or not any(suspensions(stmt.body)):
        return
    for handler in stmt.handlers:
        if not catches_cancellation(handler.type, model):
            continue
        handling = Handling(handler, model)
        ways = handling.ways()
        if ways and can_be_cancelled(stmt.body, model) and not handling.knows_better():
            if _awaits_cancelled(stmt, model):
                problem = "the caller's own cancellation ends here too, not only that of the task"
                advice = "use 'await asyncio.gather(task, return_exceptions=True)'"
                yield rule.finding(handler, problem=problem, advice=advice)
            elif ends_task(stmt, ways, model):
                problem = "the cancelled task ends as if it had finished"
                yield rule.finding(handler, problem=problem, advice="raise it again at the end")
        return


def _awaits_cancelled(stmt: ast.Try, model: SemanticModel) -> bool:
    """Whether the ``try`` awaits the very object that the function has cancelled before."""
    cancelled = {
        unparsed(call.func.value)
        for call in model.scope_of(stmt).of_type(ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "cancel"
        and call.lineno <= stmt.body[-1].lineno
    }  # fmt: skip
    return any(
        isinstance(node, ast.Await) and unparsed(node.value) in cancelled
        for node in suspensions(stmt.body)
    )
