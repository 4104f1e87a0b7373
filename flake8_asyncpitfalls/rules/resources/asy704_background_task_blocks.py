"""A background task that blocks the event loop.

## What it does
Reports `BackgroundTasks.add_task(function)` and `BackgroundTask(function)` of Starlette and FastAPI
where *function* is an `async def` of the same module that makes a blocking call.

## Why it hurts
Starlette runs a plain `def` in a thread pool and awaits an `async def` on the event loop. The
response has gone out by then, so nobody notices who it is that stalls: it is all the other
requests.

## Example
```python
async def send_mail(to):
    with smtplib.SMTP(HOST) as server:
        server.sendmail(SENDER, to, TEXT)

@app.post("/orders")
async def order(tasks: BackgroundTasks):
    tasks.add_task(send_mail, "ada@example.org")
```

## Instead
```python
def send_mail(to):
    with smtplib.SMTP(HOST) as server:
        server.sendmail(SENDER, to, TEXT)
```

## Fix safety
There is no fix here; the blocking call has its own finding, often with one.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.summaries.sites import SITE_NODES, place_of
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_TAKERS = (
    "starlette.background.BackgroundTasks.add_task",
    "starlette.background.BackgroundTask",
)
_NOT_OURS = {"metadata", "lock", "loop"}

rule = Rule(
    code="ASY704",
    name="background-task-blocks",
    severity=Severity.WARNING,
    message="the background task {function!r} runs on the event loop and blocks it: {blocked} "
    "(line {line}); {advice}",
)


@rule.check(ast.Call, mentions=(b"add_task", b"BackgroundTask"))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """An ``async def`` given to run after the response, with a blocking call in it."""
    if not call.args or last_name(call.func) not in ("add_task", "BackgroundTask"):
        return
    if not model.refers_to(call.func, *_TAKERS):
        return
    function = model.value_of(call.args[0])
    if not isinstance(function, FunctionValue) or not function.summary.is_async:
        return
    if function.call_kind or function.summary.module is not model.module:
        return
    scope = function.summary.scope
    found = _blocking_in(scope, model)
    if found is not None:
        node, effect = found
        waits = suspension_in(scope.body) is not None
        advice = "offload that call" if waits else "make it a plain 'def', which runs in a thread"
        yield rule.finding(
            call,
            function=function.summary.name,
            blocked=effect.hops[-1].what if effect.hops else effect.name,
            line=str(place_of(node).lineno),
            advice=advice,
            opened_by=Span.of(place_of(node)),
        )


def _blocking_in(scope: Scope, model: SemanticModel) -> tuple[ast.AST, Effect] | None:
    """The first node of the function that blocks, and how."""
    for kind in SITE_NODES:
        for node in scope.of_type(kind):
            for name, effect in model.effects_at(node).items():
                if name not in _NOT_OURS:
                    return node, effect
    return None
