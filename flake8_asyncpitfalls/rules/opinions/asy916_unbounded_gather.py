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

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.values import FunctionValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes import Scope

_SMALL = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Constant)

rule = Rule(
    code="ASY916",
    name="unbounded-gather",
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
    if not _is_small(source, model) and not _is_limited(made, model):
        yield rule.finding(
            call,
            call=ast.unparse(call.func),
            function=model.spelled(made),
            source=ast.unparse(source),
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


def _is_small(source: ast.expr, model: SemanticModel) -> bool:
    """Whether its size stands in the code: a display, a slice, a range or a name for one."""
    if isinstance(source, _SMALL):
        return True
    if isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice):
        return True
    if isinstance(source, ast.Call):
        name = getattr(source.func, "id", "")
        return name in ("range", "zip") or (
            name == "enumerate" and bool(source.args) and _is_small(source.args[0], model)
        )
    if isinstance(source, ast.Name):
        table = model.terms.table(model.uses.owner(source.id, model.scope_of(source)))
        values = [binding.value for binding in table.by_name.get(source.id, [])]
        return bool(values) and all(isinstance(value, _SMALL) for value in values)
    return False


def _is_limited(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function, if it can be seen, enters a lock or semaphore that tasks share."""
    function = model.value_of(call.func)
    if any(isinstance(arg, ast.Name) and _is_limit(arg, model) for arg in call.args):
        return True
    if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
        return False
    return _enters_limit(function.summary.scope, model)


def _enters_limit(scope: Scope, model: SemanticModel) -> bool:
    return any(
        _is_limit(item.context_expr, model)
        for stmt in scope.of_type(ast.AsyncWith)
        for item in stmt.items
    )


def _is_limit(expr: ast.expr, model: SemanticModel) -> bool:
    """A lock by its class, or, where that is not known, by what people call one."""
    name = getattr(expr, "attr", getattr(expr, "id", "")).lower()
    return model.has_class_marker(expr, "task_lock") or any(
        word in name for word in ("sem", "limit", "throttle", "lock")
    )
