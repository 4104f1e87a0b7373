"""Startable tasks that are started the wrong way.

## What it does
Reports the wrong start of functions that take `task_status`, the way of trio and anyio to say "I am
ready". `__aenter__` or an `@asynccontextmanager` starts one with `start_soon`; a function of the
project without `task_status` is given to `nursery.start()` or `group.start()`; or a function takes
`task_status` and never uses it, although it can come to an end without raising.

## Why it hurts
`start_soon` comes back before the task has begun: who enters the context meets a server that does
not listen yet. `start` passes `task_status`, so a function without it raises `TypeError`; one
that never calls `task_status.started()` makes `start` fail with "child exited without calling
task_status.started()", or hang.

## Example
```python
class Server:
    async def __aenter__(self):
        self.group = await self.stack.enter_async_context(anyio.create_task_group())
        self.group.start_soon(self.listen)
        return self

    async def listen(self, *, task_status):
        async with await self.bind() as listener:
            task_status.started()
            await listener.serve(self.handle)
```

## Instead
```python
class Server:
    async def __aenter__(self):
        self.group = await self.stack.enter_async_context(anyio.create_task_group())
        await self.group.start(self.listen)
        return self
```

## Fix safety
There is no fix: where `started()` belongs is not in the code.

## Like
flake8-async ASYNC113 and ASYNC128.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import is_task_group
from flake8_asyncpitfalls.rules.tasks._entering import is_entering
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial
from flake8_asyncpitfalls.semantics.source.control_flow import ways_through
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_STATUS = "task_status"

rule = Rule(
    code="ASY407",
    name="start-soon-in-aenter",
    severity=Severity.WARNING,
    message="{problem}; {advice}",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"start_soon", b".start("))
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``start_soon`` of a startable while entering, ``start`` of what is none."""
    if not isinstance(call.func, ast.Attribute) or not call.args:
        return
    method = call.func.attr
    if method not in ("start", "start_soon") or not is_task_group(call.func.value, model):
        return
    function = model.value_of(call.args[0])
    if isinstance(function, Partial):
        function = function.function
    if not isinstance(function, FunctionValue) or function.call_kind:
        return
    is_whole = not function.summary.module.is_stub
    name = unparsed(call.args[0])
    takes_status = _takes_status(function)
    if method == "start_soon" and takes_status and is_entering(call, model):
        problem = f"{name!r} may not have begun when the context is entered"
        yield rule.finding(call, problem=problem, advice=f"use 'await ...start({name})'")
    elif method == "start" and takes_status is False and is_whole and model.is_awaited(call):
        problem = f"start() passes task_status, and {name!r} does not take it"
        yield rule.finding(call.args[0], problem=problem, advice="add the parameter")


@rule.check(ast.AsyncFunctionDef, mentions=(b"task_status", b"TaskStatus"))
def check_function(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[Finding]:
    """A function that takes ``task_status`` and never uses it."""
    arguments = function.args
    scope = model.terms.scopes[function]
    summary = model.module.function(scope.identity)
    if summary.is_empty or not model.source.mentions(b"trio", b"anyio"):
        return
    if not set(ways_through(function.body, lambda _: False)) - {"raise"}:
        return
    for arg in (*arguments.args, *arguments.kwonlyargs):
        is_status = arg.arg == _STATUS or _declares_status(arg)
        if is_status and not _tells(arg.arg, scope, model):
            problem = f"{function.name!r} never tells that it has begun"
            yield rule.finding(function, problem=problem, advice=f"call {arg.arg}.started()")


def _declares_status(arg: ast.arg) -> bool:
    """Whether the parameter is declared a ``TaskStatus``, whatever its name."""
    inner = arg.annotation.value if isinstance(arg.annotation, ast.Subscript) else arg.annotation
    return inner is not None and unparsed(inner).rpartition(".")[2] == "TaskStatus"


def _tells(name: str, scope: Scope, model: SemanticModel) -> bool:
    """Whether anything is done with the parameter; ``status.started`` alone calls nothing."""
    return any(
        not isinstance(model.parent(model.parent(read)), ast.Expr)
        or not isinstance(model.parent(read), ast.Attribute)
        for read in model.uses.reads(name, scope)
    )


def _takes_status(function: FunctionValue) -> bool | None:
    """Whether it has the parameter; None where ``**kwargs`` may take it."""
    parameters = function.summary.parameters
    if any(parameter.name == _STATUS for parameter in parameters):
        return True
    return None if any(parameter.kind == "kwargs" for parameter in parameters) else False
