"""A synchronous method called where its asynchronous sibling could be awaited.

## What it does
Reports synchronous calls in a coroutine whose function has an `async def` sibling.

The sibling stands in the same class or module of your project and takes the same parameters:
`invoke` beside `ainvoke`, `load` beside `async_load` or `aio_load`, `read` beside `read_async` or
`read_aio`. Of libraries, those methods count whose stub names a sibling, such as the `invoke` of
LangChain's `Runnable`.

Stays silent where ASY10x or ASY15x already reports the call, inside the sibling itself, where the
sibling only calls the synchronous function or never waits, where the synchronous one starts a task or
calls nothing that could wait: a function of your own, or what its sibling awaits.

## Why it hurts
Whoever wrote both forms did so because the work waits for something. The synchronous form does its
waiting on the event loop, and every other task waits with it.

## Example
```python
class Store:
    def load(self, key): ...
    async def async_load(self, key): ...

async def show(store: Store, key):
    return store.load(key)
```

## Instead
```python
async def show(store: Store, key):
    return await store.async_load(key)
```

## Fix safety
Unsafe: the call becomes that of the sibling, awaited. The two may differ in what they return, and
other tasks run during the await.

## Like
Linters know at most a few functions of the standard library; this rule knows your own.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.test_code import is_replaced_in_test
from flake8_asyncpitfalls.edit import AddAwait, RenameAttribute
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._remedies.siblings import Siblings
from flake8_asyncpitfalls.rules.blocking._steps.parted_steps import parts_a_count
from flake8_asyncpitfalls.rules.blocking._sync_work import does_work
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

rule = Rule(
    code="ASY113",
    name="async-sibling-available",
    severity=Severity.WARNING,
    message="{call!r} is synchronous; its asynchronous sibling is {sibling!r}: await that",
    fixable="unsafe",
)


@rule.check(ast.Call, on_loop=True)
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A call whose function has an asynchronous sibling."""
    if not model.scope_of(call).is_coroutine or model.is_awaited(call):
        return
    sibling = Siblings(model).of_call(call)
    if sibling is None or model.effects_at(call) or _is_for_thread(call, model):
        return
    function = model.value_of(call.func)
    severity = None
    if isinstance(function, FunctionValue) and not function.summary.module.is_stub:
        if not does_work(model, function.summary, sibling.summary):
            return
        severity = Severity.NOTE  # how long the work takes is not known
    name = sibling.summary.name
    fix = None
    is_fixable = can_await(model, call) and not is_replaced_in_test(model, call)
    is_fixable = is_fixable and not parts_a_count(model, sibling.summary)
    if isinstance(call.func, ast.Attribute) and is_fixable:
        edits = (RenameAttribute(Span.of(call.func), name), AddAwait(Span.of(call)))
        fix = Fix(Applicability.UNSAFE, f"await {name}", edits)
    first = model.analysis(_first_calls).setdefault(sibling.summary, Span.of(call))
    yield rule.finding(
        call,
        fix=fix,
        severity=severity,
        opened_by=None if first == Span.of(call) else first,
        call=model.spelled(call),
        sibling=name,
    )


def _first_calls(_: SemanticModel) -> dict[FunctionSummary, Span]:
    """By the sibling: where the file calls the synchronous form first. Calls further on are told there."""
    return {}


def _is_for_thread(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what *call* gives is handed to a thread, which can do nothing with an awaitable."""
    parent = model.parent(call)
    return isinstance(parent, ast.Call) and bool(model.arguments_marked(parent, "offloads"))
