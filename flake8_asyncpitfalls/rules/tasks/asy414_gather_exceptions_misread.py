"""Results of `gather` that are searched for exceptions in vain, or exceptions that nobody sees.

## What it does
Reports a `gather` without `return_exceptions` whose results are then tested with
`isinstance(result, Exception)`, where the awaited functions are known and none of them returns an
exception. And a `gather(..., return_exceptions=True)` of calls whose results nobody looks at.

Tasks that were made before are left alone: waiting like that for tasks that one has cancelled is
right.

## Why it hurts
Without `return_exceptions` the first error is raised at the `gather`: the test never comes out true,
and the good results are lost with the bad one. With it, and nobody to look, all errors vanish.

## Example
```python
results = await asyncio.gather(*[load(item) for item in items])
good = [r for r in results if not isinstance(r, Exception)]
```

## Instead
```python
results = await asyncio.gather(*[load(item) for item in items], return_exceptions=True)
good = [r for r in results if not isinstance(r, Exception)]
```

## Fix safety
Unsafe: `return_exceptions=True` goes where nobody looks at the results, so that errors are raised.
In the other case there is no fix.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import DropArgument
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._gathering import (
    GatheredResults,
    keeps_exceptions,
    searches_for_exceptions,
)
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY414",
    name="gather-exceptions-misread",
    message="{problem}; {advice}",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    fixable="unsafe",
)


@rule.check(ast.Call, on_loop=True, mentions=(b"gather",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """An awaited ``gather`` and what becomes of its results."""
    if not isinstance(model.parent(call), ast.Await):
        return
    if not model.refers_to(call.func, "asyncio.gather") or not call.args:
        return
    results = GatheredResults(call, model)
    keeps = keeps_exceptions(call)
    if keeps is False and results.are_known_plain() and searches_for_exceptions(call, model):
        problem = "the results are tested for exceptions, but this gather raises the first one"
        yield rule.finding(call, problem=problem, advice="pass 'return_exceptions=True'")
    elif keeps and results.are_unread() and results.are_calls() and not results.cannot_fail():
        problem = "the exceptions of these calls are kept as results that nobody looks at"
        edit = DropArgument(Span.of(call), "return_exceptions")
        fix = Fix(Applicability.UNSAFE, "let them raise", (edit,))
        advice = "look at them, or let gather raise"
        yield rule.finding(call, fix=fix, severity=Severity.NOTE, problem=problem, advice=advice)
