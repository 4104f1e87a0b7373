"""An event loop managed by hand for what `asyncio.run` does.

## What it does
Reports `asyncio.new_event_loop()` in a function or module that does nothing with the loop but set
it, run coroutines to their end and close it.

Loops that are passed on, stored, or given tasks, callbacks or signal handlers are left alone.

## Why it hurts
`asyncio.run` does the same and more: it cancels tasks that are left over, closes asynchronous
generators and the executor, and closes the loop when the coroutine raises. By hand, one of these
is usually missing, and a closed loop stays set as the current one.

## Example
```python
def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(serve())
    finally:
        loop.close()
```

## Instead
```python
def main():
    asyncio.run(serve())
```

For several coroutines on one loop, use `with asyncio.Runner() as runner:`.

## Fix safety
Unsafe: where one coroutine is run, and the loop is only set and closed beside that, `asyncio.run` takes
the place of all these statements. It cancels the tasks that are left over, which the code may avoid.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import assigned_name, is_repeated
from flake8_asyncpitfalls.rules.loop._one_run import ENDING, RUN, run_instead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_HARMLESS = {"close", "is_closed", "is_running", "stop"}

rule = Rule(
    code="ASY606",
    name="manual-loop-management",
    severity=Severity.NOTE,
    message="this loop is made{closed} by hand; use {instead}",
    fixable="unsafe",
)


@rule.check(ast.Call, mentions=(b"new_event_loop",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Loops that only run coroutines to their end."""
    name, scope = assigned_name(call, model), model.scope_of(call)
    if (
        not name
        or model.execution.may_await_in(scope)
        or not model.refers_to(call.func, "asyncio.new_event_loop")
    ):
        return
    if scope.is_function and not model.uses.is_private(name, scope):
        return
    if len(model.terms.table(scope).by_name[name]) > 1:
        return
    reads = model.uses.reads(name, scope)
    uses = [_use(read, model) if model.scope_of(read) is scope else "" for read in reads]
    runs = uses.count(RUN)
    if "" in uses or not runs or _calls_run(scope, model):
        return
    closed = ", run and closed" if "close" in uses else " and run"
    if runs == 1 and not any(is_repeated(read, model) for read in reads):
        fix = run_instead(call, name, reads, model)
        yield rule.finding(call, fix=fix, closed=closed, instead="asyncio.run()")
    elif model.runs_on_python(3, 11, at=call):
        yield rule.finding(call, closed=closed, instead="asyncio.Runner()")


def _use(read: ast.Name, model: SemanticModel) -> str:
    """``run_until_complete``, another harmless use by its name, or '' for any other use."""
    parent = model.parent(read)
    if isinstance(parent, ast.Call) and model.refers_to(parent.func, "asyncio.set_event_loop"):
        return "set_event_loop"
    call = model.parent(parent)
    if not isinstance(parent, ast.Attribute) or not isinstance(call, ast.Call):
        return ""
    if parent.attr == RUN:
        argument = call.args[0] if call.args else None
        if isinstance(argument, ast.Call) and getattr(argument.func, "attr", "") in ENDING:
            return "ending"
        is_future = argument is None or model.is_instance(argument, "asyncio.Future")
        return "" if is_future else RUN
    return parent.attr if parent.attr in _HARMLESS | ENDING else ""


def _calls_run(scope: Scope, model: SemanticModel) -> bool:
    """Whether the same code tries ``asyncio.run`` too, so that it knows of it."""
    calls = scope.of_type(ast.Call)
    return any(model.refers_to(call.func, "asyncio.run") for call in calls)
