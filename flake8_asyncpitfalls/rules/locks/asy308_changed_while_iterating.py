"""A loop that waits, over a container that others change.

## What it does
Reports `for x in self.items:` with an await in the loop where the container certainly is a set, dict
or list of the object or module, and another function of the class or module removes from it (for
lists: removes or inserts), or adds to it and is handed to others: a callback, a handler, a task.

Silent where a copy is gone through, under a lock, where the loop ends after its first wait, or only
puts into queues without a bound, which never waits, where only `__init__` and its like fill the
container, or a function that makes it anew before, or a flag that is set before the loop keeps them out.

## Why it hurts
While the loop waits, another task may come to the other function. A set or dict then raises
`RuntimeError: changed size during iteration`; a list skips elements without a word.

## Example
```python
async def broadcast(self, text):
    for client in self.clients:
        await client.send(text)

def leave(self, client):
    self.clients.discard(client)
```

## Instead
```python
async def broadcast(self, text):
    for client in list(self.clients):
        await client.send(text)
```

## Fix safety
Safe: the loop goes over `list(...)`, a copy of what there was when it began. Unsafe where the loop, or a
function that it hands them to, looks its elements up in a container that others change, or where the
function that takes one out ends it, too: the loop then comes to what is no longer there, and wants a test
of its own. Unsafe as well for a list that others add to and for the values of a dict that others replace: a
copy has none of what came meanwhile; and where a loop in the loop goes over an element that others take
something from, which is copied, too. Where the function empties the container after the loop, it is unsafe,
and for a list there is none.

## Like
pylint's `modified-iterating-set` and its kin look at the loop's own body.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import is_locked, is_shared
from flake8_asyncpitfalls.analyses.suspensions import waits_for_others
from flake8_asyncpitfalls.edit import WrapExpression
from flake8_asyncpitfalls.finding import Applicability, Fix, Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.locks._iterated_containers import (
    changed_parts,
    container_of,
    loses_what_is_added,
    other_change,
    runs_at_end,
)
from flake8_asyncpitfalls.rules.locks._meaning_of_copies import why_unsure
from flake8_asyncpitfalls.semantics.source.control_flow import ways_through
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

rule = Rule(
    code="ASY308",
    name="changed-while-iterating",
    message="{container!r} may change while this loop waits ({function}, line {line}); {advice}",
    severity=Severity.ERROR,
    in_tests=Severity.NOTE,
    fixable="safe or unsafe",
)


@rule.check(ast.For, on_loop=True)
def check(stmt: ast.For, model: SemanticModel) -> Iterator[Finding]:
    """A loop over the object's or module's own container that waits and goes on."""
    if _waits_and_goes_on(stmt, model):
        yield from _findings(stmt.iter, model)


@rule.check(ast.ListComp, ast.SetComp, on_loop=True)
def check_comprehension(
    expr: ast.ListComp | ast.SetComp, model: SemanticModel
) -> Iterator[Finding]:
    """A comprehension over it whose element awaits."""
    if waits_for_others(model, expr.elt) and len(expr.generators) == 1:
        yield from _findings(expr.generators[0].iter, model)


def _findings(iterable: ast.expr, model: SemanticModel) -> Iterator[Finding]:
    container = container_of(iterable)
    if container is None or not model.scope_of(iterable).is_coroutine:
        return
    if not is_shared(container, model) or is_locked(iterable, model):
        return
    change = other_change(container, model)
    if change is not None and not runs_at_end(model.scope_of(iterable), model):
        copy = f"list({unparsed(iterable)})"
        fix: Fix | None = _copies(iterable, model)
        advice = f"go through '{copy}'"
        if loses_what_is_added(container, model):
            fix, advice = None, "take each out before the wait, what comes meanwhile is lost else"
        # A plain function that nothing on the loop is seen to call may run at the start alone.
        is_of_tasks = model.execution.runs_on_loop(model.scope_of(change))
        yield rule.finding(
            iterable,
            fix=fix,
            severity=None if is_of_tasks else Severity.NOTE,
            opened_by=Span.of(model.statement_of(change)),
            container=unparsed(container),
            function=model.scope_of(change).name,
            line=str(getattr(change, "lineno", 0)),
            advice=advice,
        )


def _copies(iterable: ast.expr, model: SemanticModel) -> Fix:
    """``list(...)`` around *iterable*, and around what loops in the loop go over that changes as well."""
    parts = list(_parts_that_change(iterable, model))
    why = why_unsure(iterable, model)
    if not why and parts:
        why = "what its elements hold may change as well"
    edits = tuple(WrapExpression(Span.of(one), "builtins.list") for one in (iterable, *parts))
    applicability = Applicability.UNSAFE if why else Applicability.SAFE
    return Fix(applicability, f"go through a copy{why and '; '}{why}", edits)


def _parts_that_change(iterable: ast.expr, model: SemanticModel) -> Iterator[ast.expr]:
    """What loops in the loop over *iterable* go over, as they wait, that others change as well."""
    loop, container = model.parent(iterable), container_of(iterable)
    if not isinstance(loop, ast.For) or container is None:
        return
    for part in changed_parts(loop, container, model):
        inner = model.parent(part)
        if isinstance(inner, ast.For) and _waits_and_goes_on(inner, model):
            yield part


def _waits_and_goes_on(stmt: ast.For, model: SemanticModel) -> bool:
    """Whether a round of the loop may wait and be followed by another."""
    ways = ways_through(stmt.body, partial(waits_for_others, model))
    return any(True in ways.get(way, ()) for way in ("end", "continue"))
