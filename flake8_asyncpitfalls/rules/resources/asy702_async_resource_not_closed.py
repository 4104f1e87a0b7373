"""A connection or session that is opened and never closed.

## What it does
Reports a session, client, connection, pool or stream writer that a coroutine opens and holds in a
local variable, where the function neither closes it nor enters it with `async with`, and does not
return, store or pass it on.

## Why it hurts
The connection stays open until the garbage collector comes across the object, which cannot await
its clean-up then: "Unclosed client session", "coroutine was never awaited", sockets that pile up,
and databases that have no connection left.

## Example
```python
async def fetch(url):
    session = aiohttp.ClientSession()
    response = await session.get(url)
    return await response.text()
```

## Instead
```python
async def fetch(url):
    async with aiohttp.ClientSession() as session:
        response = await session.get(url)
        return await response.text()
```

## Fix safety
Unsafe: the rest of the function moves under `async with`, where the object can be entered. What is
returned then can no longer use the connection, and perhaps the object should rather be made once
and kept; a person should look.

## Like
Nothing in other linters; aiohttp warns while the program runs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Applicability, EnterRest, Fix, Span
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.abilities import is_builtin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes import Scope

_OWNERS = {"connector_owner"}
"""Arguments that say who closes what is underneath."""

rule = Rule(
    code="ASY702",
    name="async-resource-not-closed",
    message="{name!r}, made by {call}, is never closed; {advice}",
    fixable="unsafe",
)


@rule.check(ast.Assign)
def check(stmt: ast.Assign, model: SemanticModel) -> Iterator[Finding]:
    """``x = open_it()`` where nothing in the function closes x or gives it away."""
    call = stmt.value.value if isinstance(stmt.value, ast.Await) else stmt.value
    if not isinstance(call, ast.Call) or len(stmt.targets) != 1:
        return
    scope = model.scope_of(stmt)
    marker = model.marker(call.func, "must_close") if scope.is_coroutine else None
    if marker is None or any(keyword.arg in _OWNERS for keyword in call.keywords):
        return
    target = _part(stmt.targets[0], marker.keywords.get("part"))
    if not isinstance(target, ast.Name) or _is_let_go(target.id, marker.args, scope, model):
        return
    advice = f"await its {marker.args[0]}() in a 'finally'"
    if _has_manager(stmt.value, model):
        advice = "enter it with 'async with'"
    elif not _is_coroutine_method(target, str(marker.args[0]), scope, model):
        advice = f"call its {marker.args[0]}() in a 'finally'"
    yield rule.finding(
        call,
        fix=_fix(stmt, model),
        name=target.id,
        call=f"{ast.unparse(call.func)}()",
        advice=advice,
    )


def _fix(stmt: ast.Assign, model: SemanticModel) -> Fix | None:
    """``async with`` over the rest of the function, where entering the object gives itself."""
    function = model.parent(stmt)
    if not isinstance(function, ast.AsyncFunctionDef) or stmt is function.body[-1]:
        return None
    value = model.value_of(stmt.value)
    is_opened_already = isinstance(stmt.value, ast.Await)
    if is_opened_already or not _has_manager(stmt.value, model):
        return None
    if model.types.protocols.entered(value, is_async=True) != value:
        return None
    edit = EnterRest(Span.of(function), function.body.index(stmt))
    return Fix(Applicability.UNSAFE, "enter it with 'async with'", (edit,))


def _part(target: ast.expr, index: int | None) -> ast.expr | None:
    if index is None:
        return target
    elements = target.elts if isinstance(target, ast.Tuple) else []
    return elements[index] if index < len(elements) else None


def _is_let_go(name: str, methods: tuple[str, ...], scope: Scope, model: SemanticModel) -> bool:
    """Whether something closes the variable, enters it, or may keep what it holds."""
    is_own = model.uses.is_private(name, scope) and len(_bindings(name, scope, model)) == 1
    return not is_own or any(
        _is_closing(read, methods, model) or model.scope_of(read) is not scope
        for read in model.uses.reads(name, scope)
    )


def _bindings(name: str, scope: Scope, model: SemanticModel) -> list[object]:
    return list(model.terms.table(scope).by_name[name])


def _is_closing(read: ast.Name, methods: tuple[str, ...], model: SemanticModel) -> bool:
    """Whether *read* is anything but a look at the object or a call of a method on it."""
    attribute = model.parent(read)
    if not isinstance(attribute, ast.Attribute) or attribute.attr in methods:
        return True
    call = model.parent(attribute)
    if isinstance(call, ast.Call) and call.func is attribute:
        return False
    return not is_builtin(model.value_of(attribute))


def _has_manager(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether what *expr* gives can be entered, and gives itself."""
    value = model.value_of(expr)
    return model.types.members.method(value, "__aenter__") is not None


def _is_coroutine_method(target: ast.Name, method: str, scope: Scope, model: SemanticModel) -> bool:
    binding = model.terms.table(scope).by_name[target.id][0]
    value = model.types.evaluate(model.terms.binding_term(binding, scope), model.frame)
    function = model.types.members.method(value, method)
    return function is None or model.coroutines.gives_coroutine(function)
