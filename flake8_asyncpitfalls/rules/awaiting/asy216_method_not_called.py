"""A method that is tested or awaited instead of called.

## What it does
Reports a method of asyncio's, trio's or anyio's objects in a truth test (`if event.is_set:`,
`while not task.done:`), and a coroutine method without its parentheses after `await`
(`await response.json`).

## Why it hurts
A method is always true: `if not event.is_set:` never waits, `while not task.done:` never runs. And
awaiting a method raises `TypeError`.

## Example
```python
if not event.is_set:
    await event.wait()
```

## Instead
```python
if not event.is_set():
    await event.wait()
```

## Fix safety
Safe: the parentheses are added where the method needs no arguments.

## Like
mypy's `truthy-function`, and typescript-eslint's `no-misused-promises` for its kin.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail, needs_no_arguments
from flake8_asyncpitfalls.analyses.coroutines import makes_coroutine
from flake8_asyncpitfalls.edit import AddCall
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.awaiting import TESTING, TRUTH, value_use
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_LIBRARIES = ("asyncio", "trio", "anyio")
_QUESTIONS = frozenset({
    "cancelled", "done", "empty", "full", "is_closed", "is_closing", "is_running", "is_set", "locked",
})  # fmt: skip
"""Methods that are asked of objects that another module makes, too."""

rule = Rule(
    code="ASY216",
    name="method-not-called",
    message="{method!r} is {use}, not called: {harm}; write '{method}()'",
    severity=Severity.ERROR,
    fixable="safe",
)


@rule.check(ast.Attribute, within=TESTING)
def check_test(expr: ast.Attribute, model: SemanticModel) -> Iterator[Finding]:
    """Methods in truth tests."""
    if not isinstance(expr.ctx, ast.Load) or value_use(expr, model) != TRUTH:
        return
    if expr.attr not in _QUESTIONS and not model.source.mentions(b"asyncio", b"trio", b"anyio"):
        return
    options = options_of(model.value_of(expr))
    owners = options_of(model.value_of(expr.value))
    if all(
        isinstance(option, FunctionValue) and _is_of_library(option, owners) for option in options
    ):
        yield _finding(expr, "tested", "it is always true", model)


@rule.check(ast.Await)
def check_await(expr: ast.Await, model: SemanticModel) -> Iterator[Finding]:
    """Methods and functions after ``await``."""
    function = expr.value
    if not isinstance(function, (ast.Attribute, ast.Name)) or is_meant_to_fail(model, expr):
        return
    if makes_coroutine(model, model.value_of(function)):
        yield _finding(function, "awaited", "that raises TypeError", model)


def _is_of_library(function: FunctionValue, owners: Sequence[Value]) -> bool:
    """Whether it is a method of an object of one of the libraries, which has no other one.

    *owners*: what it is read from. An attribute in which somebody keeps a bound method may be empty.
    """
    module = function.summary.module
    is_known = module.is_stub and module.name.dotted.partition(".")[0] in _LIBRARIES
    is_own = isinstance(function.receiver, Instance) and function.receiver in owners
    return is_known and is_own and not function.call_kind


def _finding(expr: ast.expr, use: str, harm: str, model: SemanticModel) -> Finding:
    fix = None
    if needs_no_arguments(model, expr):
        fix = Fix(Applicability.SAFE, "call it", (AddCall(Span.of(expr)),))
    return rule.finding(expr, fix=fix, method=unparsed(expr), use=use, harm=harm)
