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
from flake8_asyncpitfalls.rules.tasks import blocks_around, is_task_group
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import ways_through

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

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
    if not isinstance(function, FunctionValue) or function.call_kind:
        return
    is_whole = not function.summary.module.is_stub
    name = ast.unparse(call.args[0])
    takes_status = _takes_status(function)
    if method == "start_soon" and takes_status and _is_entering(call, model):
        problem = f"{name!r} may not have begun when the context is entered"
        yield rule.finding(call, problem=problem, advice=f"use 'await ...start({name})'")
    elif method == "start" and takes_status is False and is_whole and model.is_awaited(call):
        problem = f"start() passes task_status, and {name!r} does not take it"
        yield rule.finding(call.args[0], problem=problem, advice="add the parameter")


@rule.check(ast.AsyncFunctionDef, mentions=(b"task_status",))
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
        if arg.arg == _STATUS and not list(model.uses.reads(_STATUS, scope)):
            problem = f"{function.name!r} never tells that it has begun"
            yield rule.finding(function, problem=problem, advice="call task_status.started()")


def _takes_status(function: FunctionValue) -> bool | None:
    """Whether it has the parameter; None where ``**kwargs`` may take it."""
    parameters = function.summary.parameters
    if any(parameter.name == _STATUS for parameter in parameters):
        return True
    return None if any(parameter.kind == "kwargs" for parameter in parameters) else False


def _is_entering(call: ast.Call, model: SemanticModel) -> bool:
    """Whether who enters a context may go on before the task that *call* starts has begun.

    A group that is left before that waits for its tasks.
    """
    scope = model.scope_of(call)
    if scope.name == "__aenter__":
        return not _blocks_of_group(call, model)
    value = model.function_value(scope) if scope.kind == "function" else None
    if not isinstance(value, FunctionValue) or value.call_kind != "async_context":
        return False
    yields = scope.of_type(ast.Yield)
    is_before = any(_place(node) > _place(call) for node in yields)
    blocks = _blocks_of_group(call, model)
    return is_before and all(
        any(_place(node) > _place(call) and _is_within(node, block) for node in yields)
        for block in blocks
    )


def _blocks_of_group(call: ast.Call, model: SemanticModel) -> list[ast.AsyncWith]:
    """The block of this function that ends with the group which *call* gives a task to."""
    assert isinstance(call.func, ast.Attribute)
    group = ast.unparse(call.func.value)
    return [
        block
        for block in blocks_around(call, model)
        if isinstance(block, ast.AsyncWith)
        and any(
            item.optional_vars is not None and ast.unparse(item.optional_vars) == group
            for item in block.items
        )
    ][:1]


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _is_within(node: ast.expr, block: ast.AsyncWith) -> bool:
    return block.lineno <= node.lineno <= (block.end_lineno or 0)
