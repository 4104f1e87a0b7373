"""`gather` over as many calls as there are elements.

## What it does
Reports `asyncio.gather(*[f(x) for x in xs])` and its like where nothing says how many elements *xs*
may have and *f* is not seen to hold a semaphore.

## Why it hurts
Ten elements work in the test; ten thousand in production open ten thousand connections at once, and
the other side, the file descriptors or the memory give out.

## Example
```python
pages = await asyncio.gather(*[fetch(url) for url in urls])
```

## Instead
```python
limit = asyncio.Semaphore(10)

async def fetch_politely(url):
    async with limit:
        return await fetch(url)

pages = await asyncio.gather(*[fetch_politely(url) for url in urls])
```

## Fix safety
There is no fix: the limit is for a person to choose.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.opinions._limits import is_limited, is_small
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel


rule = Rule(
    code="ASY916",
    name="unbounded-gather",
    severity=Severity.NOTE,
    message="{call} starts {function!r} for all elements of {source} at once; limit it with an "
    "'asyncio.Semaphore'",
    optional=True,
)


@rule.check(ast.Call, on_loop=True, mentions=(b"gather",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``gather(*[...])`` over something without a known size."""
    if len(call.args) != 1 or not isinstance(call.args[0], ast.Starred):
        return
    found = _made_by(call.args[0].value, model)
    if found is None or not model.refers_to(call.func, "asyncio.gather"):
        return
    made, source = found
    if not is_small(source, model) and not is_limited(made, model):
        yield rule.finding(
            call,
            call=unparsed(call.func),
            function=model.spelled(made),
            source=unparsed(source),
        )


def _made_by(expr: ast.expr, model: SemanticModel) -> tuple[ast.Call, ast.expr] | None:
    """The call that makes each awaitable, and what it is made for."""
    if isinstance(expr, ast.Name):
        scope = model.scope_of(expr)
        bindings = model.terms.table(scope).by_name.get(expr.id, [])
        if len(bindings) != 1 or bindings[0].kind != "assign" or bindings[0].path:
            return None
        return None if bindings[0].value is None else _comprehension(bindings[0].value)
    return _comprehension(expr)


def _comprehension(expr: ast.expr) -> tuple[ast.Call, ast.expr] | None:
    match expr:
        case (
            ast.ListComp(elt=ast.Call() as call, generators=[clause])
            | ast.GeneratorExp(elt=ast.Call() as call, generators=[clause])
        ):
            return call, clause.iter
    return None
