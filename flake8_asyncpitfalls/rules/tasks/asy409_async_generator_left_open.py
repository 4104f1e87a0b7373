"""An async generator that is left before its end.

## What it does
Reports `async for` over a call of an async generator function of the project that a `break` or
`return` leaves, where the generator has something to clean up (`finally`, or a `with` around a
`yield`) and is not held by `contextlib.aclosing`. A manager that begins nothing, but looks at exceptions,
has nothing to clean up. Tests are left alone.

## Why it hurts
Unlike `for` with a generator, leaving the loop does not close the generator. Its clean-up runs
when the object is collected, in another task, at an unknown time, and not at all when the loop
ends first.

## Example
```python
async def first(pool):
    async for row in rows(pool):
        return row
```

## Instead
```python
async def first(pool):
    async with contextlib.aclosing(rows(pool)) as source:
        async for row in source:
            return row
```

## Fix safety
Unsafe: the loop goes under `async with contextlib.aclosing(...)`, so that the clean-up runs when the
loop is left, and not later; where the target Python has none (before 3.10), a `finally` closes the
generator.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._closing import HOLDER, SINCE, hold_fix
from flake8_asyncpitfalls.rules.tasks._left_generators import must_clean_up
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import leaving
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY409",
    name="async-generator-left-open",
    severity=Severity.WARNING,
    message="leaving this loop in line {line} does not close the generator {generator}(); {advice}",
    fixable="unsafe",
)


@rule.check(ast.AsyncFor)
def check(stmt: ast.AsyncFor, model: SemanticModel) -> Iterator[Finding]:
    """Loops over a generator made in their head that can be left early."""
    if not isinstance(stmt.iter, ast.Call):
        return
    exits = [node for node in leaving(stmt.body) if not isinstance(node, ast.Continue)]
    if not exits or is_of_tests(model) or is_in_test(model, stmt):
        return
    function = model.value_of(stmt.iter.func)
    if not isinstance(function, FunctionValue) or function.call_kind:
        return
    if must_clean_up(function.summary, model):
        name = unparsed(stmt.iter.func)
        yield rule.finding(
            stmt.iter,
            fix=hold_fix([stmt], model, may_try=True),
            line=str(exits[0].lineno),
            generator=name,
            advice=_advice(stmt, model),
        )


def _advice(stmt: ast.AsyncFor, model: SemanticModel) -> str:
    if not model.runs_on_python(*SINCE, at=stmt):
        return "close it with 'await ....aclose()' in a 'finally'"
    return f"hold it with 'async with {HOLDER}(...)'"
