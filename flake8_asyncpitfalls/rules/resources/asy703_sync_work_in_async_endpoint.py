"""An async endpoint that never awaits and does its work synchronously.

## What it does
Reports an `async def` request handler or dependency that awaits nothing and calls a function that
does work: one that cannot be seen and whose name says so (`build_report`, `render_page`), or a
function of the project that calls such a one. It knows the frameworks that run a plain `def` in a
thread: FastAPI, Starlette and Quart.

Silent where a blocking call is reported already, where the function needs the loop, where other
code of the file uses it, and where an unknown decorator may want it async.

## Why it hurts
FastAPI, Starlette and Quart run a plain `def` in a thread pool and an `async def` on the event
loop. An `async def` that never awaits holds up every other request until it has returned; without
the word `async` it would hold up nobody.

## Example
```python
@app.get("/report")
async def report(day: str):
    return build_report(day)
```

## Instead
```python
@app.get("/report")
def report(day: str):
    return build_report(day)
```

## Fix safety
Unsafe: the function then runs in a thread, beside others, and what it touches must stand that.

## Like
Nothing in other linters; the FastAPI documentation gives the advice.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.plain_endpoints import can_be_plain
from flake8_asyncpitfalls.edit import MakeSync
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._workload import working_call
from flake8_asyncpitfalls.semantics.summaries.sites import SITE_NODES
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

rule = Rule(
    code="ASY703",
    name="sync-work-in-async-endpoint",
    severity=Severity.WARNING,
    message="the endpoint {function!r} awaits nothing and calls {call}, which holds up the event "
    "loop; make it a plain 'def', which runs in a thread",
    fixable="unsafe",
)


@rule.check(ast.AsyncFunctionDef)
def check(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """A handler that could run in a thread and should."""
    scope = model.terms.scopes[function]
    if not scope.of_type(ast.Call) or not can_be_plain(model, scope):
        return
    call = working_call(scope, model)
    if call is None or _is_reported(scope, model):
        return
    edits = (MakeSync(Span.of(function)),)
    fix = Fix(
        Applicability.UNSAFE, "make it a plain 'def'; requests then run at the same time", edits
    )
    yield rule.finding(function, fix=fix, function=function.name, call=model.spelled(call))


def _is_reported(scope: Scope, model: SemanticModel) -> bool:
    """Whether ASY1 says what blocks in it."""
    return any(
        effects.keys() - {"metadata", "lock", "loop"}
        for kind in SITE_NODES
        for node in scope.of_type(kind)
        if (effects := model.effects_at(node))
    )
