"""A function where a coroutine is wanted, or a coroutine where a function is.

## What it does
Reports a coroutine function that is not called where a coroutine is wanted: `create_task(job)`,
`asyncio.run(main)`, `wait_for(job, 1)`, and a list of coroutines where each should be an argument
of its own: `gather([a(), b()])`. So is what a plain function gives, where that can certainly not
be awaited: `create_task(plain())`. The reverse too: a coroutine where the function is wanted, as in
`nursery.start_soon(job())` and `trio.run(main())`.

What calls a function itself and awaits its result, as `start_soon`, `trio.run`, `push_async_callback` and a
function of the project that only awaits what its parameter gives, takes a coroutine function there: a plain
one, whose result cannot be awaited, is reported.

## Why it hurts
The call fails with a `TypeError` (`a coroutine was expected, got <function job>`), and a coroutine
that was made for it never runs.

## Example
```python
async def main():
    await asyncio.gather([fetch(1), fetch(2)])
```

## Instead
```python
async def main():
    await asyncio.gather(*[fetch(1), fetch(2)])
```

## Fix safety
Calling the function, handing it over uncalled, or starring the list is safe: the call could only
fail. A function that needs arguments is left to you.

## Like
pyright and mypy, which report the argument's type.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.analyses.awaitability import (
    gives_coroutine,
    gives_no_awaitable,
    is_function,
    is_meant_to_fail,
    is_sequence,
    needs_no_arguments,
)
from flake8_asyncpitfalls.analyses.called_parameters import AWAITED, arguments_called
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.edit import CallArgument, StarArgument, UncallArgument
from flake8_asyncpitfalls.finding import Finding, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import passes_on, safe, shown
from flake8_asyncpitfalls.rules.awaiting._wanted_kinds import (
    DISPLAYS,
    primary,
    words_for_none,
    words_for_plain_function,
)
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.span import Span

rule = Rule(
    code="ASY208",
    name="function-where-coroutine-expected",
    severity=Severity.ERROR,
    message="{caller!r} takes {wanted}, not {given}; write '{instead}'",
    fixable="safe",
)
_COROUTINE = "a coroutine"


@rule.check(ast.Call, marks=("awaits",))
def check_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Arguments of *call* of the other kind."""
    marker = model.marker(call.func, "awaits") if call.args or call.keywords else None
    if marker is None or is_meant_to_fail(model, call):
        return
    place = marker.argument(0)
    if isinstance(place, str):
        yield from _all_arguments(call, model)
        return
    for expr in model.arguments_marked(call, "awaits"):
        if marker.keywords.get("takes") != "function":
            yield from _function(call, expr, model)
        elif coroutine_of(model, expr) is not None:
            yield _coroutine(call, expr, model)
        elif is_function(model, expr) and gives_no_awaitable(model, expr):
            yield rule.finding(expr, caller=shown(call), **words_for_plain_function(expr))


@rule.check(ast.Call)
def check_project_call(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Plain functions for parameters whose results a function of the project awaits."""
    gives_none = model.capabilities.gives_no_awaitable
    for expr in arguments_called(model, call, AWAITED, lambda e: gives_none(model.value_of(e))):
        yield rule.finding(expr, caller=shown(call), **words_for_plain_function(expr))


def _all_arguments(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Arguments of ``gather`` and its like: each must be awaitable, none a list of such."""
    for expr in call.args:
        if isinstance(expr, ast.Starred):
            continue
        if isinstance(expr, DISPLAYS) or is_sequence(model, expr):
            text = shown(expr) if not isinstance(expr, DISPLAYS) else "[...]"
            yield rule.finding(
                expr,
                fix=safe("star the argument", StarArgument(Span.of(call), call.args.index(expr))),
                caller=shown(call),
                wanted="each coroutine as an argument of its own",
                given="a list of them",
                instead=f"{shown(call)}(*{text})",
            )
        else:
            yield from _function(call, expr, model)


def _function(call: ast.Call, expr: ast.expr, model: SemanticModel) -> Iterator[Finding]:
    if words := words_for_none(call, expr, model):
        yield rule.finding(expr, caller=shown(call), **words)
    if isinstance(expr, (ast.Call, *DISPLAYS)) or not gives_coroutine(model, expr):
        return
    can_fix = expr in call.args and needs_no_arguments(model, expr)
    edit = CallArgument(Span.of(call), call.args.index(expr)) if can_fix else None
    yield rule.finding(
        expr,
        fix=None if edit is None else safe("call the function", edit),
        caller=shown(call),
        wanted=_COROUTINE,
        given=f"the function {shown(expr)!r}",
        instead=f"{shown(call)}({primary(expr)}({'' if can_fix else '...'}))",
    )


def _coroutine(call: ast.Call, expr: ast.expr, model: SemanticModel) -> Finding:
    can_fix = isinstance(expr, ast.Call) and passes_on(call, expr, model)
    has_arguments = isinstance(expr, ast.Call) and expr.args
    edit = UncallArgument(Span.of(call), call.args.index(expr)) if can_fix else None
    return rule.finding(
        expr,
        fix=None if edit is None else safe("hand over the function", edit),
        caller=shown(call),
        wanted="a coroutine function",
        given="the coroutine that it makes",
        instead=f"{shown(call)}({shown(expr)}{', ...' if has_arguments else ''})",
    )
