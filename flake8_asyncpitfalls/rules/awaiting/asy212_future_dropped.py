"""A future that nobody waits for.

## What it does
Reports the future of `asyncio.gather`, `loop.run_in_executor`, `asyncio.shield` or
`asyncio.wrap_future` as a statement: nobody awaits it or keeps it.

Work in an executor that ends all its errors itself is left alone: it runs whoever waits.

## Why it hurts
The function goes on before the work is done, and an exception in it reaches nobody. The loop holds
its tasks only weakly, so what was gathered may be collected half way.

## Example
```python
async def refresh(pages):
    asyncio.gather(*(fetch(page) for page in pages))
```

## Instead
```python
async def refresh(pages):
    await asyncio.gather(*(fetch(page) for page in pages))
```

## Fix safety
Adding `await` is unsafe: what follows now waits for the work. Work that goes on beside the function
that starts it (a `while True`, or what is given its loop or its queue) is for a person to keep, and
so is work for threads that a loop starts: waiting there lets it do one thing at a time.

## Like
pyright's `reportUnusedCoroutine` in part, Ruff's RUF006 for tasks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_library_call
from flake8_asyncpitfalls.analyses.thread_affinity import is_for_loop_work
from flake8_asyncpitfalls.finding import Applicability, Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import await_fix, discarded, shown
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.control_flow import lets_no_error_out
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

rule = Rule(
    code="ASY212",
    name="future-dropped",
    severity=Severity.ERROR,
    message="the future of {call!r} is dropped: nobody waits for it or sees its errors; {advice}",
    fixable="unsafe",
)
_FUTURE = "asyncio.Future"
_EXECUTOR = "asyncio.AbstractEventLoop.run_in_executor"
_TASK = "asyncio.Task"
_UNSAFE = Applicability.UNSAFE


@rule.check(ast.Expr)
def check_statement(stmt: ast.Expr, model: SemanticModel) -> Iterator[Finding]:
    """Futures in an expression statement, whose value nobody takes."""
    for expr in discarded(stmt.value):
        if (
            isinstance(expr, ast.Call)
            and _makes_future(expr, model)
            and not _is_cared_for(expr, model)
        ):
            is_coroutine = model.may_await(expr)
            advice = "await it or keep it" if is_coroutine else "keep it, or return it"
            is_beside = _works_beside(expr, model) or _is_one_of_many(expr, model)
            fix = None if is_beside else await_fix(expr, model, _UNSAFE)
            yield rule.finding(expr, fix=fix, call=shown(expr), advice=advice)


def _makes_future(call: ast.Call, model: SemanticModel) -> bool:
    """Tasks that nobody holds are ASY401's."""
    if not is_library_call(model, call) or model.marker(call.func, "schedules") is not None:
        return False
    return model.is_instance(call, _FUTURE) and not model.is_instance(call, _TASK)


def _is_cared_for(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* hands a function to an executor that lets none of its errors out."""
    if not model.refers_to(call.func, _EXECUTOR):
        return False
    return any(_ends_errors(work, model) for work in model.arguments_marked(call, "offloads"))


def _works_beside(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the work is there to go on while the function that starts it does: no wait would end."""
    given = arguments_of(call)
    if any(is_for_loop_work(model, expr) for expr in given):
        return True
    calls = [expr.body if isinstance(expr, ast.Lambda) else expr for expr in given]
    started = [*given, *(expr.func for expr in calls if isinstance(expr, ast.Call))]
    return any(_goes_on(scope) for expr in started if (scope := _scope_of_work(expr, model)))


def _is_one_of_many(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a loop hands *call*'s work to threads: it shall go on with the next meanwhile."""
    if not model.refers_to(call.func, _EXECUTOR):
        return False
    node: ast.AST = call
    while node is not model.scope_of(call).node:
        node = model.parent(node)
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            return True
    return False


def _goes_on(scope: Scope) -> bool:
    return any(
        isinstance(loop.test, ast.Constant) and bool(loop.test.value)
        for loop in scope.of_type(ast.While)
    )


def _scope_of_work(work: ast.expr, model: SemanticModel) -> Scope | None:
    """The scope of the function of the project that *work* certainly is."""
    value = model.value_of(work)
    function = value.function if isinstance(value, Partial) else value
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return None
    return function.summary.scope


def _ends_errors(work: ast.expr, model: SemanticModel) -> bool:
    scope = _scope_of_work(work, model)
    if scope is None:
        return False
    if isinstance(scope.node, ast.Lambda):
        return isinstance(scope.node.body, ast.Call) and _ends_errors(scope.node.body.func, model)
    return lets_no_error_out(scope.body)
