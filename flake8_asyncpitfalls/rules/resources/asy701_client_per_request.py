"""A client, engine or pool that is made again and again.

## What it does
Reports HTTP clients and sessions, database engines and connection pools that are made inside a
request handler (FastAPI, Starlette, aiohttp.web, Litestar, Sanic, Quart), or in each round of a
`for` loop of a coroutine.

Silent where an argument comes from the request or the round of the loop, since such a client cannot
be shared, and for a loop over `range(...)`, which is mostly there to try again.

## Why it hurts
These objects keep connections open so that the next call finds one. A new one for every request
pays for the DNS look-up, the TCP and TLS handshakes and the log-in each time, and leaves
connections behind that pile up under load until the database or the operating system refuses more.

## Example
```python
@app.get("/weather")
async def weather():
    async with httpx.AsyncClient() as client:
        return (await client.get(URL)).json()
```

## Instead
```python
@asynccontextmanager
async def lifespan(app):
    async with httpx.AsyncClient() as client:
        yield {"client": client}

@app.get("/weather")
async def weather(request: Request):
    return (await request.state.client.get(URL)).json()
```

## Fix safety
There is no fix: where the object is to live is for a person to decide. By hand:

- Make it where the application starts: in the `lifespan` of FastAPI, Starlette and Litestar, as above
  (`FastAPI(lifespan=lifespan)`); with aiohttp.web in `async def client(app)`, which stores it in `app`
  and has a `yield` inside of its `async with`, by `app.cleanup_ctx.append(client)`; elsewhere in the hook
  for the start (`before_server_start` of Sanic, `before_serving` of Quart), with an `aclose()` in
  the one for the end.
- Drop the `async with` in the handlers: leaving it would close the client of all others.
- Give what differs from request to request (headers, `timeout=`) to each call. Cookies are
  kept for all; a `cookie_jar=aiohttp.DummyCookieJar()` keeps none.

## Like
Nothing in other linters; the documentation of aiohttp, HTTPX and SQLAlchemy gives the advice.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import endpoint_marker
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.resources._open_resources import is_built_on_shared
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.AsyncFor)

rule = Rule(
    code="ASY701",
    name="client-per-request",
    severity=Severity.WARNING,
    in_tests=Severity.NOTE,
    message="{call} is made anew {when}; make it once and keep it, so that its connections are "
    "used again",
)


@rule.check(ast.Call, on_loop=True, marks=("long_lived",))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """A long-lived object made in a handler or a loop."""
    if model.marker(call.func, "long_lived") is None:
        return
    scope = model.scope_of(call)
    if not scope.is_coroutine or _depends_on_locals(call, scope, model):
        return
    if is_built_on_shared(call, scope, model):
        return
    if _loop_around(call, model):
        when = "in each round of the loop"
    elif endpoint_marker(scope, model) is not None:
        when = "for each request"
    else:
        return
    yield rule.finding(call, call=f"{unparsed(call.func)}()", when=when)


def _depends_on_locals(call: ast.Call, scope: Scope, model: SemanticModel) -> bool:
    """Whether an argument comes from the function's own variables or parameters."""
    bound = model.terms.table(scope).by_name
    parts = arguments_of(call)
    return any(
        isinstance(node, ast.Await) or (isinstance(node, ast.Name) and node.id in bound)
        for part in parts
        for node in ast.walk(part)
    )


def _loop_around(call: ast.Call, model: SemanticModel) -> bool:
    """Whether each round of a ``for`` loop or comprehension of this function evaluates *call*."""
    child: ast.AST = call
    parent = model.parent(child)
    while not isinstance(parent, ast.AsyncFunctionDef):
        if isinstance(parent, _LOOPS) and child in parent.body and not _is_range(parent.iter):
            return not _keeps(parent, call, model)
        if isinstance(parent, _COMPREHENSIONS) and not isinstance(child, ast.comprehension):
            return False
        child, parent = parent, model.parent(parent)
    return False


def _keeps(loop: ast.For | ast.AsyncFor, call: ast.Call, model: SemanticModel) -> bool:
    """Whether the object outlives its round, or the loop may end with it."""
    stmt = model.statement_of(call)
    is_bound = isinstance(stmt, (ast.With, ast.AsyncWith)) or (
        isinstance(stmt, ast.Assign) and all(isinstance(t, ast.Name) for t in stmt.targets)
    )
    leaves = (ast.Return, ast.Break, ast.Yield)
    return not is_bound or any(isinstance(node, leaves) for node in ast.walk(loop))


def _is_range(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Call) and getattr(expr.func, "id", "") == "range"
