"""A function that reads a context variable, in a thread that does not have the task's context.

## What it does
Reports `run_in_executor`, `submit` of an executor and `Thread(target=...)` in a coroutine, with a function of
the project that reads a `ContextVar`, itself or through others that it calls, and does not set it, where a
coroutine does.

## Why it hurts
A thread of an executor has a context of its own, in which nothing was set: the variable has its default, or
`get()` raises LookupError. The number of the request is missing in the log, the tenant is nobody.
`asyncio.to_thread` takes a copy of the task's context along.

## Example
```python
request_id.set(new_id())
await loop.run_in_executor(None, write_log, text)
```

## Instead
```python
request_id.set(new_id())
await asyncio.to_thread(write_log, text)
```

## Fix safety
Unsafe: the function sees then what the task has set, as `asyncio.to_thread` runs it. For other executors
there is none: `contextvars.copy_context().run` is what they are given.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import DropArgument, ReplaceCallee
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop._context_reads import read_in_thread
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_EXECUTOR = "asyncio.AbstractEventLoop.run_in_executor"
_PLACES = {_EXECUTOR: 1, "concurrent.futures.Executor.submit": 0,
           "concurrent.futures.ThreadPoolExecutor.submit": 0, "threading.Thread": -1}  # fmt: skip
_NAMES = frozenset(place.rpartition(".")[2] for place in _PLACES)
_COPY = "contextvars.copy_context().run"

rule = Rule(
    code="ASY612",
    name="context-lost-in-thread",
    message="{variable!r} has not what this task has set where {function!r} reads it, in a thread "
    "without its context; use {instead}",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    fixable="unsafe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"run_in_executor", b".submit", b"Thread("))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Functions that are given to a thread as they are."""
    if last_name(call.func) not in _NAMES:
        return
    name = next((one for one in _PLACES if model.refers_to(call.func, one)), "")
    given = _function(call, _PLACES.get(name, 0)) if name else None
    value = None if given is None else model.value_of(given)
    if (
        given is None
        or not isinstance(value, FunctionValue)
        or model.source.mentions(b"initializer")
    ):
        return
    if value.summary.module.is_stub or value.summary.module.is_foreign or value.summary.is_async:
        return
    variable = read_in_thread(value.summary, model)
    if variable:
        fix = _fix(call, model) if name == _EXECUTOR else None
        instead = _COPY if fix is None else "asyncio.to_thread"
        spelled = unparsed(given)
        yield rule.finding(call, fix=fix, variable=variable, function=spelled, instead=instead)


def _function(call: ast.Call, place: int) -> ast.expr | None:
    """What the thread calls: an argument by its *place*, or ``target`` where that is negative."""
    if place < 0:
        return next((one.value for one in call.keywords if one.arg == "target"), None)
    return call.args[place] if place < len(call.args) else None


def _fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """``asyncio.to_thread`` for an awaited call of the default executor."""
    is_default = isinstance(call.args[0], ast.Constant) and call.args[0].value is None
    if not (is_default and isinstance(model.parent(call), ast.Await) and not call.keywords):
        return None
    if not model.runs_on_python(3, 9, at=call):
        return None
    span = Span.of(call)
    edits = (DropArgument(span, 0), ReplaceCallee(span, "asyncio.to_thread"))
    return Fix(Applicability.UNSAFE, "use asyncio.to_thread", edits)
