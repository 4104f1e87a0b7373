"""A connection or session that is opened and never closed.

## What it does
Reports a session, client, connection, pool or stream writer that a coroutine opens and holds in a
local variable, where the function neither closes it nor enters it with `async with`, and does not
return, store or pass it on. Also one whose only closing call stands after an `await` in the same
block, outside any `finally`: an exception or a cancellation there leaves the connection open.

Also one that is kept for all and opened where it is missing (`if pool is None: pool = await
create_pool()`) and then used, with no lock: two tasks may both find it missing, and one of the two
that they open is never closed.

Silent for a client on a `transport`, `connector` or `http_client` that lives elsewhere: closing the
client would close that too.

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
Unsafe: the rest of the function moves under `async with`, where the object can be entered, else under
a `try` whose `finally` closes it; a closing call that is there already moves into the `finally`. There
is no `finally` where a task, a callback or what the function gives or keeps may need the object after
that. What is returned out of the `async with` can no longer use the connection, and perhaps the object
should rather be made once and kept; a person should look.

## Like
Nothing in other linters; aiohttp warns while the program runs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import EnterRest
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._made_twice import STATE, lock_over, made_twice
from flake8_asyncpitfalls.rules.resources._open_resources import (
    ENTER,
    closed_at_end,
    closed_finally,
    gives_itself,
    has_manager,
    is_built_on_shared,
    is_coroutine_method,
    is_left_by_errors,
    is_let_go,
    part,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OWNERS = {"connector_owner"}
"""Arguments that say who closes what is underneath."""

rule = Rule(
    code="ASY702",
    name="async-resource-not-closed",
    severity=Severity.WARNING,
    in_tests=Severity.NOTE,
    message="{name!r}, made by {call}, is {state}; {advice}",
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
    if is_built_on_shared(call, scope, model):
        return
    target = part(stmt.targets[0], marker.keywords.get("part"))
    if not isinstance(target, ast.Name):
        return
    method = str(marker.args[0])
    verb = "await" if is_coroutine_method(target, method, scope, model) else "call"
    state, fix = "never closed", None
    is_left = is_left_by_errors(stmt, target.id, marker.args, model)
    if is_left:
        state = "left open when something fails before it is closed"
        fix = closed_at_end(stmt, target.id, marker.args, model)
    elif is_let_go(target.id, marker.args, scope, model):
        return
    elif has_manager(stmt.value, model):
        fix = _entered(stmt, model)
    else:
        code = f"{'await ' if verb == 'await' else ''}{target.id}.{method}()"
        fix = closed_finally(stmt, target.id, marker.args, model, code)
    advice = f"{verb} its {method}() in a 'finally'"
    if has_manager(stmt.value, model) and (fix is None or fix.description == ENTER):
        advice = ENTER
    yield rule.finding(
        call,
        fix=fix,
        name=target.id,
        state=state,
        call=f"{unparsed(call.func)}()",
        advice=advice,
    )


@rule.check(ast.If, on_loop=True)
def check_twice(stmt: ast.If, model: SemanticModel) -> Iterator[Finding]:
    """``if self.pool is None: self.pool = await create_pool()``, which two tasks may do at once."""
    if found := made_twice(stmt, model):
        call, name = found
        opened = f"{unparsed(call.func)}()"
        yield rule.finding(call, name=name, state=STATE, call=opened, advice=lock_over(stmt, model))


def _entered(stmt: ast.Assign, model: SemanticModel) -> Fix | None:
    """``async with`` over the rest of the function, where entering the object gives itself."""
    function = model.parent(stmt)
    if not isinstance(function, ast.AsyncFunctionDef) or stmt is function.body[-1]:
        return None
    if not gives_itself(stmt, model):
        return None
    edit = EnterRest(Span.of(function), function.body.index(stmt))
    return Fix(Applicability.UNSAFE, ENTER, (edit,))
