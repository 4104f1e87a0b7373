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
Unsafe: `return_exceptions=True` is added where a loop or comprehension over the results looks for
exceptions. Where nobody looks at them, the module's logger is told of each; without a logger there is
no fix, for raising the first one might end what was to go on.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.module_loggers import module_logger
from flake8_asyncpitfalls.analyses.used_names import UsedNames
from flake8_asyncpitfalls.edit import AddKeyword, InsertLines
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks._gathering import (
    GatheredResults,
    keeps_exceptions,
    looks_at_each,
    searches_for_exceptions,
)
from flake8_asyncpitfalls.semantics.source.new_names import new_name
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
        fix = _fix_keep(call, model)
        yield rule.finding(call, fix=fix, problem=problem, advice="pass 'return_exceptions=True'")
    elif keeps and results.are_unread() and results.are_calls():
        if results.cannot_fail():
            return
        problem = "the exceptions of these calls are kept as results that nobody looks at"
        fix = _fix_tell(call, results, model)
        advice = "look at them, or let gather raise"
        yield rule.finding(call, fix=fix, severity=Severity.NOTE, problem=problem, advice=advice)


def _fix_keep(call: ast.Call, model: SemanticModel) -> Fix | None:
    """The exceptions as results, where every one is looked at."""
    if not looks_at_each(call, model):
        return None
    edit = AddKeyword(Span.of(call), "return_exceptions", "True")
    return Fix(Applicability.UNSAFE, "keep the exceptions as results", (edit,))


def _fix_tell(call: ast.Call, results: GatheredResults, model: SemanticModel) -> Fix | None:
    """A loop that tells the module's logger of each exception."""
    logger, stmt = module_logger(model, call), model.parent(model.parent(call))
    if not logger or not isinstance(stmt, ast.Expr):
        return None
    used = model.analysis(UsedNames).of(model.scope_of(call))
    many, one = new_name(used, "results", "gathered"), new_name(used, "result", "outcome")
    what = " or ".join(results.names()) or "a call"
    code = (
        f"for {one} in {many}:\n"
        f"    if isinstance({one}, BaseException):\n"
        f'        {logger}.error("{what} failed", exc_info={one})'
    )
    edit = InsertLines(Span.of(stmt), code, after=True, bound=many)
    return Fix(Applicability.UNSAFE, f"tell {logger!r} of them", (edit,))
