"""Independent awaits, one after the other.

## What it does
Reports comprehensions and loops that await one call for each element and do nothing but collect the
results, and two calls of functions awaited one after the other where the second does not need the
first.

## Why it hurts
The waits add up: ten requests of a tenth of a second take a second, where together they would take
a tenth.

## Example
```python
pages = [await fetch(url) for url in urls]
```

## Instead
```python
async with asyncio.TaskGroup() as group:
    tasks = [group.create_task(fetch(url)) for url in urls]
pages = [task.result() for task in tasks]
```

## Fix safety
There is no fix: the order may matter, and the other side may not stand so many calls at once.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.abilities import is_builtin
from flake8_asyncpitfalls.semantics.values import options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_COLLECTING = {"append", "add"}

rule = Rule(
    code="ASY915",
    name="sequential-awaits",
    message="{what} one after the other; let them overlap with {how}",
    optional=True,
)


@rule.check(ast.ListComp, ast.SetComp, ast.DictComp, on_loop=True)
def check_comprehension(
    comprehension: ast.ListComp | ast.SetComp | ast.DictComp, model: SemanticModel
) -> Iterator[Finding]:
    """``[await f(x) for x in xs]``."""
    clause = comprehension.generators[0]
    element = _element(comprehension)
    if len(comprehension.generators) != 1 or clause.is_async or clause.ifs:
        return
    if _awaits_one(element, clause.target, clause.iter, model):
        yield _finding(element, "these calls are awaited", model)


@rule.check(ast.For, on_loop=True)
def check_loop(loop: ast.For, model: SemanticModel) -> Iterator[Finding]:
    """``for x in xs: results.append(await f(x))``."""
    if len(loop.body) != 1 or loop.orelse:
        return
    value: ast.expr | None = None
    match loop.body[0]:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr), args=[only])):
            value = only if attr in _COLLECTING else None
        case ast.Assign(targets=[ast.Subscript()], value=only):
            value = only
    if value is not None and _awaits_one(value, loop.target, loop.iter, model):
        yield _finding(value, "these calls are awaited", model)


@rule.check(ast.Assign, on_loop=True)
def check_statements(stmt: ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """``a = await f(); b = await g()``: reported at the second."""
    first = _previous(stmt, model)
    if first is None:
        return
    one, two = _awaited_function(first), _awaited_function(stmt)
    if one is None or two is None or _names(first.targets[0]) & _names(two):
        return
    if any(not _is_plain(name, model) for name in _arguments(one) if name.id in _names(two)):
        return
    yield _finding(stmt.value, "this call and the one before are awaited", model)


def _element(comprehension: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.expr:
    if isinstance(comprehension, ast.DictComp):
        return comprehension.value
    return comprehension.elt


def _awaits_one(
    element: ast.expr, target: ast.expr, source: ast.expr, model: SemanticModel
) -> bool:
    """Whether *element* awaits one call that differs from element to element, and no other."""
    if not isinstance(element, ast.Await) or not isinstance(element.value, ast.Call):
        return False
    if isinstance(source, ast.Call) and getattr(source.func, "id", "") == "range":
        return False
    if not _names(target) & {n for arg in element.value.args for n in _names(arg)}:
        return False
    own = _names(target)
    others = [name for name in _arguments(element.value) if name.id not in own]
    return all(_is_plain(name, model) for name in others) and model.awaiting.gives_coroutine(
        element.value.func
    )


def _arguments(call: ast.Call) -> list[ast.Name]:
    """The variables of the function that the arguments of *call* mention."""
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [node for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)]


def _is_plain(name: ast.Name, model: SemanticModel) -> bool:
    """Whether the calls can share the value: plain data, or nothing that the function made."""
    owner = model.uses.owner(name.id, model.scope_of(name))
    return owner is model.terms.root or all(map(is_builtin, options_of(model.value_of(name))))


def _previous(stmt: ast.Assign, model: SemanticModel) -> ast.Assign | None:
    """The statement before *stmt* in the body of the same function, if it is an assignment."""
    parent = model.parent(stmt)
    body = parent.body if isinstance(parent, ast.AsyncFunctionDef) else []
    index = body.index(stmt) if stmt in body else 0
    before = body[index - 1] if index else None
    return before if isinstance(before, ast.Assign) else None


def _awaited_function(stmt: ast.Assign) -> ast.Call | None:
    """The call in ``name = await function(...)``, where the function is no method."""
    match stmt:
        case ast.Assign(
            targets=[ast.Name()], value=ast.Await(value=ast.Call(func=ast.Name()) as call)
        ):
            return call
    return None


def _names(expr: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(expr) if isinstance(node, ast.Name)}


def _finding(node: ast.expr, what: str, model: SemanticModel) -> Finding:
    how = {"trio": "a nursery", "anyio": "a task group"}.get(model.library(node))
    if how is None:
        has_groups = model.settings.target_version >= (3, 11)
        how = "'asyncio.TaskGroup'" if has_groups else "'asyncio.gather(...)'"
    return rule.finding(node, what=what, how=how)
