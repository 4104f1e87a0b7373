"""Code that looks concurrent and runs one thing after the other.

## What it does
Reports `gather` of values that are awaited before it begins (`gather(await a(), await b())`, also in
a comprehension), which certainly are nothing that can be awaited, and a task of such a value
(`create_task(await a())`). And, as matters of style:
`await create_task(f())`, a `gather` of one call, and a `TaskGroup` whose block awaits each task as
it makes it. The task of a coroutine that awaits nothing is one more round of the loop, and is left alone.

## Why it hurts
`gather(await a(), await b())` runs both in turn and then raises `TypeError`, since the results are
no awaitables. The others work, take as long as plain awaits do, and make the reader believe
otherwise.

## Example
```python
user, posts = await asyncio.gather(await load_user(), await load_posts())
```

## Instead
```python
user, posts = await asyncio.gather(load_user(), load_posts())
```

## Fix safety
Safe: `gather` or `create_task` gets the coroutines without the `await`. Unsafe: `await f()` in place of
`await create_task(f())` shares the context variables of the caller. None is offered where `f` asks or
changes what others may change or see before it waits for the first time: it would do so earlier. Tests
are left alone: what runs in a task of its own may be what they are about.

## Like
SwiftLint's `async_without_await` and clippy's rules on needless tasks look for their kin.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.edit import DropAwait, UnwrapCall
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._first_steps import acts_before_waiting
from flake8_asyncpitfalls.rules.tasks._gathering import gives_plain, never_waits
from flake8_asyncpitfalls.rules.tasks._new_tasks import is_new_task
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CREATING = ("asyncio.create_task", "asyncio.ensure_future")
rule = Rule(
    code="ASY415",
    name="concurrency-in-name-only",
    message="{problem}; {advice}",
    severity=Severity.ERROR,
    fixable="safe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"gather",))
def check_gather(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``gather`` of results, and of one call."""
    if not model.refers_to(call.func, "asyncio.gather"):
        return
    awaited = [arg for arg in map(_element, call.args) if isinstance(arg, ast.Await)]
    if awaited and all(gives_plain(arg, model) for arg in awaited):
        edits = tuple(DropAwait(Span.of(arg)) for arg in awaited)
        fix = Fix(Applicability.SAFE, "gather the coroutines", edits)
        problem = "these calls are awaited one after the other, before gather gets their results"
        yield rule.finding(call, fix=fix, problem=problem, advice="leave out the inner 'await'")
    elif len(call.args) == 1 and not call.keywords and isinstance(model.parent(call), ast.Await):
        if coroutine_of(model, call.args[0]) is not None:
            advice = "await it; its result is the one element of a list here"
            problem = "a gather of one call gathers nothing"
            yield rule.finding(call, severity=Severity.NOTE, problem=problem, advice=advice)


@rule.check(ast.Await, on_loop=True, mentions=(b"create_task", b"ensure_future"))
def check_task(expr: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """``await create_task(f())``."""
    call = expr.value
    if not isinstance(call, ast.Call) or call.keywords or len(call.args) != 1:
        return
    is_creating = model.refers_to(call.func, *_CREATING) and not is_of_tests(model)
    coroutine = coroutine_of(model, call.args[0]) if is_creating else None
    if coroutine is not None and not never_waits(coroutine):
        fix = None
        if not acts_before_waiting(coroutine, model):
            fix = Fix(Applicability.UNSAFE, "await the coroutine", (UnwrapCall(Span.of(call)),))
        problem = "a task that is awaited at once runs no more concurrently than a call"
        advice = "await the coroutine itself"
        yield rule.finding(expr, fix=fix, severity=Severity.NOTE, problem=problem, advice=advice)


@rule.check(ast.Call, on_loop=True, mentions=(b"create_task", b"ensure_future"))
def check_task_of_result(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``create_task(await f())``: the work is done before, and its result is no coroutine."""
    made_of = call.args[0] if len(call.args) == 1 else None
    if isinstance(made_of, ast.Await) and is_new_task(call, model) and gives_plain(made_of, model):
        fix = Fix(Applicability.SAFE, "hand over the coroutine", (DropAwait(Span.of(made_of)),))
        problem = "this call is awaited before the task is made, which is given its result"
        yield rule.finding(call, fix=fix, problem=problem, advice="leave out the inner 'await'")


@rule.check(ast.AsyncWith, on_loop=True, mentions=(b"TaskGroup",))
def check_group(stmt: ast.AsyncWith, model: SemanticModel) -> Iterator[Finding]:
    """A group whose block awaits each task before it makes the next."""
    match stmt:
        case ast.AsyncWith(
            items=[ast.withitem(context_expr=made, optional_vars=ast.Name(id=name))]
        ):
            if model.enters(made, "task_group", is_async=True) and all(
                _awaits_task_of(name, inner) for inner in stmt.body
            ):
                problem = f"each task of {name!r} is awaited before the next one is made"
                advice = "await the calls, without a group"
                yield rule.finding(stmt, severity=Severity.NOTE, problem=problem, advice=advice)


def _element(arg: ast.expr) -> ast.expr:
    inner = arg.value if isinstance(arg, ast.Starred) else arg
    is_comprehension = isinstance(inner, ast.ListComp | ast.SetComp | ast.GeneratorExp)
    return inner.elt if is_comprehension else arg  # type: ignore[attr-defined]


def _awaits_task_of(group: str, stmt: ast.stmt) -> bool:
    value = stmt.value if isinstance(stmt, ast.Expr | ast.Assign | ast.AnnAssign) else None
    call = value.value if isinstance(value, ast.Await) else None
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="create_task")):
            return name == group
    return False
