"""Thread-local storage in code that shares its thread.

## What it does
Reports reading and writing attributes of a `threading.local` in a coroutine context, where some
coroutine context of the file stores into it. A value that only threads and start-up code set is
one for each loop, which can be meant. So can one that is made where it is missing, from nothing
that belongs to the call: a pool, a client, a cache.

## Why it hurts
All tasks of an event loop run in one thread, so they share the value. What one request stores,
another reads, and that shows only when both are in flight.

## Example
```python
current = threading.local()

async def handle(request):
    current.user = request.user
    await answer(request)
```

## Instead
```python
current_user = contextvars.ContextVar("current_user")

async def handle(request):
    current_user.set(request.user)
    await answer(request)
```

## Fix safety
There is no fix: each attribute becomes a variable of its own.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.startup import runs_once
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

rule = Rule(
    code="ASY304",
    name="thread-local-in-coroutine",
    severity=Severity.ERROR,
    message="all tasks of the event loop share {attribute!r} of a threading.local; use "
    "contextvars.ContextVar",
)


@rule.check(ast.Attribute, on_loop=True, mentions=(b"local",))
def check(expr: ast.Attribute, model: SemanticModel) -> Iterator[Finding]:
    """Attributes of an instance of ``threading.local``."""
    if not isinstance(expr.value, (ast.Name, ast.Attribute)):
        return
    if model.term_of(expr.value)[0] == "self":
        return  # the class itself says that there is one of it a thread, and so one a loop
    if isinstance(model.value_of(expr), FunctionValue):
        return
    if model.is_instance(expr.value, "threading.local") and _is_stored_by_tasks(expr, model):
        yield rule.finding(expr, attribute=unparsed(expr))


def _is_stored_by_tasks(expr: ast.Attribute, model: SemanticModel) -> bool:
    """Whether code on the loop stores into the same object, and more than what is missing there."""
    owner = model.term_of(expr.value)
    return any(
        not isinstance(node.ctx, ast.Load)
        and model.term_of(node.value) is owner
        and not _makes_missing(node, scope, model)
        for scope in model.scopes
        if model.execution.runs_on_loop(scope)
        for node in scope.of_type(ast.Attribute)
    )


def _makes_missing(target: ast.Attribute, scope: Scope, model: SemanticModel) -> bool:
    """Whether *target* is set where it is missing, to what is the same whoever asks first."""
    stmt = model.parent(target)
    if not isinstance(stmt, (ast.Assign, ast.AnnAssign)) or stmt.value is None:
        return False
    return runs_once(model, stmt) and not _is_of_call(stmt.value, scope, model)


def _is_of_call(expr: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether a parameter, or a variable that one goes into, is part of *expr*."""
    bindings = model.terms.table(scope).by_name
    seen: set[str] = set()
    todo = [expr]
    while todo:
        names = {node.id for node in ast.walk(todo.pop()) if isinstance(node, ast.Name)}
        for name in names - seen:
            for binding in bindings.get(name, ()):
                if binding.kind in ("param", "star"):
                    return True
                todo += [] if binding.value is None else [binding.value]
        seen |= names
    return False
