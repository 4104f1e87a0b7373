"""A coroutine where its result was meant.

## What it does
Reports a coroutine that is used where its result was meant: in a truth test, a comparison,
arithmetic, a subscript, an attribute, an f-string, `str()`, `print()`, `len()`, `bool()`,
`isinstance()` and their like, a log message, iteration, unpacking or `with`. It may stand there
itself or come through a local variable that certainly holds it.

## Why it hurts
A coroutine object is always true and equal to nothing else, so `if not user.exists():` is never
taken, whoever the user is. Other uses raise a `TypeError` or `AttributeError` that names a
coroutine where the reader sees a value.

## Example
```python
async def login(user):
    if not user.exists():
        raise LookupError(user)
```

## Instead
```python
async def login(user):
    if not await user.exists():
        raise LookupError(user)
```

## Fix safety
Adding `await` is safe: the code could only fail or take the same branch every time. For a local
variable the `await` goes to the assignment; there is no fix when something else awaits it, nor where
what the coroutine gives is called and is no function, either.

## Like
pyright and mypy, which report the attribute or operation that a coroutine does not have; mypy's
`truthy-bool`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail
from flake8_asyncpitfalls.analyses.coroutines import Held, coroutines_in, is_left_open
from flake8_asyncpitfalls.finding import Finding, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import (
    USING,
    await_advice,
    await_fix,
    shown,
)
from flake8_asyncpitfalls.rules.awaiting._called_results import fitting
from flake8_asyncpitfalls.rules.awaiting._elements import DISPLAYS
from flake8_asyncpitfalls.rules.awaiting._futures import MAKING, misused_future
from flake8_asyncpitfalls.rules.awaiting._places import (
    VALUED,
    certain_uses,
    is_handed_on,
    misplaced_use,
    returned_beside_plain,
    told_at_use,
    use_of_awaitable,
    use_of_coroutine,
)
from flake8_asyncpitfalls.rules.awaiting._returned_awaitables import declares_plain_result
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.span import Span

rule = Rule(
    code="ASY202",
    name="coroutine-used-as-value",
    severity=Severity.ERROR,
    message="{what} is used for {use} without being awaited; {advice}",
    fixable="safe or unsafe",
)

_COROUTINE = "the coroutine of {!r}"
_OF_GENERATORS = ("iteration", "an 'async with' statement")
"""Uses of what a method gives that has no body: those that stand in for it may be generators."""


@rule.check(ast.Call, ast.Await, within=VALUED)
def check_call(call: ast.Call | ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """A coroutine that is used in the place where it is made."""
    use = use_of_coroutine(call, model)
    if use in _OF_GENERATORS and is_left_open(model, call):
        return
    if use and not is_meant_to_fail(model, call) and not declares_plain_result(call, model):
        yield _direct(call, use, model, fitting(await_fix(call, model), call, use, model))


@rule.check(ast.Call, on_loop=True, within=(*USING, *DISPLAYS))
def check_awaitable(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """What is declared to be an ``Awaitable``, in a truth test or a text."""
    use = use_of_awaitable(call, model)
    if use and not is_meant_to_fail(model, call):
        what = "the awaitable that {!r} gives"
        yield _direct(call, use, model, await_fix(call, model), what=what)


@rule.check(ast.Attribute, on_loop=True, within=VALUED)
def check_property(attribute: ast.Attribute, model: SemanticModel) -> Iterator[Finding]:
    """The same for a property that is a coroutine function."""
    use = use_of_coroutine(attribute, model) if isinstance(attribute.ctx, ast.Load) else ""
    if use:
        yield _direct(attribute, use, model, await_fix(attribute, model))


@rule.check(ast.Name, ast.Call, on_loop=True, mentions=MAKING, within=USING)
def check_future(expr: ast.Name | ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A task or future that is used where its result was meant."""
    if found := misused_future(expr, model):
        node, what, use, advice, fix = found
        yield rule.finding(node, fix=fix, what=what, use=use, advice=advice)


@rule.check(ast.FunctionDef, ast.AsyncFunctionDef)
def check_locals(
    function: ast.FunctionDef | ast.AsyncFunctionDef, model: SemanticModel
) -> Iterator[Finding]:
    """Local variables of *function* that hold a coroutine where they are used."""
    all_held = coroutines_in(model, function)
    names = [held.name for held in all_held]
    for held in all_held:
        is_handed = is_handed_on(held, model)
        can_fix = not is_handed and names.count(held.name) == 1
        fix = await_fix(held.value, model) if can_fix else None
        word = (returned_beside_plain if is_handed else misplaced_use)(held, model)
        if word:
            yield _direct(held.value, word, model, fix)
            continue
        used = list(certain_uses(held, model, is_handed=is_handed))
        for _, word in used:
            fix = fitting(fix, held.value, word, model)
        told_there = told_at_use(held, used, model, is_handed=is_handed)
        for node, word in told_there:
            yield _through_local(node, word, held, fix, model)
        if used and not told_there:
            node, word = used[0]
            yield _direct(held.value, f"{word} in line {node.lineno}", model, fix)


def _direct(
    expr: ast.expr, use: str, model: SemanticModel, fix: Fix | None, what: str = _COROUTINE
) -> Finding:
    advice = await_advice(expr, model)
    return rule.finding(expr, fix=fix, what=what.format(shown(expr)), use=use, advice=advice)


def _through_local(
    name: ast.expr, use: str, held: Held, fix: Fix | None, model: SemanticModel
) -> Finding:
    what = f"{held.name!r}, a coroutine of {shown(held.value)!r},"
    advice = await_advice(held.value, model)
    made = Span.of(held.value)
    return rule.finding(name, fix=fix, opened_by=made, what=what, use=use, advice=advice)
