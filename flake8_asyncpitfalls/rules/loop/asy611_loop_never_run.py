"""An event loop that nothing runs.

## What it does
Reports `asyncio.new_event_loop()` that is handed on, by a variable or at once (`loop=loop`,
`run_coroutine_threadsafe(..., loop)`, `loop.create_task(...)`, `loop.call_soon(...)`), in a
module that starts `asyncio.run` and never makes any loop run otherwise.

## Why it hurts
`asyncio.run` makes a loop of its own. What was scheduled on the other loop never starts, a future
of it never gets a result, and who waits for it waits for ever.

## Example
```python
loop = asyncio.new_event_loop()
client = Client(loop=loop)

async def main():
    await client.fetch()

asyncio.run(main())
```

## Instead
```python
async def main():
    client = Client()
    await client.fetch()

asyncio.run(main())
```

## Fix safety
There is no fix: the object must be made in the coroutine.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop import assigned_name
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_RUNNING = (b"run_forever", b"run_until_complete", b"run_app", b".Runner", b"loop_factory")
_SCHEDULING = {"create_task", "call_soon", "call_later", "call_at", "create_future"}

rule = Rule(
    code="ASY611",
    name="loop-never-run",
    severity=Severity.ERROR,
    message="the event loop {loop!r} never runs, since asyncio.run() makes one of its own; use the "
    "running one",
)


@rule.check(ast.Call, mentions=(b"new_event_loop",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Loops that are used, in a module that runs another one."""
    if model.source.mentions(*_RUNNING) or not model.source.mentions(b"asyncio.run("):
        return
    if not model.refers_to(call.func, "asyncio.new_event_loop"):
        return
    loop = _given(call, model)
    if loop and _starts_another(model):
        yield rule.finding(call, loop=loop)


def _given(call: ast.Call, model: SemanticModel) -> str:
    """What the new loop is called where it is put to use and cannot run; '' elsewhere."""
    name, scope = assigned_name(call, model), model.scope_of(call)
    if not name:
        return f"{unparsed(call.func)}()" if _is_use(call, model) else ""
    reads = model.uses.reads(name, scope)
    is_local = scope.kind == "module" or model.uses.is_private(name, scope)
    if not is_local or not all(_is_known(read, model) for read in reads):
        return ""
    return name if any(_is_use(read, model) for read in reads) else ""


def _is_use(read: ast.expr, model: SemanticModel) -> bool:
    """Whether something is scheduled on the loop, or told to use it."""
    parent = model.parent(read)
    if isinstance(parent, ast.keyword):
        return parent.arg == "loop"
    if isinstance(parent, ast.Call):
        is_scheduled = model.refers_to(parent.func, "asyncio.run_coroutine_threadsafe")
        return is_scheduled or (read in parent.args and _is_own(parent.func, model))
    return isinstance(parent, ast.Attribute) and parent.attr in _SCHEDULING


def _is_own(func: ast.expr, model: SemanticModel) -> bool:
    """Whether *func* is a function or class of this module, where nothing runs a loop."""
    value = model.value_of(func)
    return isinstance(value, (FunctionValue, ClassValue)) and value.summary.module is model.module


def _is_known(read: ast.Name, model: SemanticModel) -> bool:
    """Whether nothing that this use does can make the loop run."""
    parent = model.parent(read)
    if isinstance(parent, ast.Call) and model.refers_to(parent.func, "asyncio.set_event_loop"):
        return True
    return _is_use(read, model) or getattr(parent, "attr", "") in {"close", "is_running"}


def _starts_another(model: SemanticModel) -> bool:
    return any(
        model.refers_to(call.func, "asyncio.run")
        for scope in model.scopes
        for call in scope.of_type(ast.Call)
    )
