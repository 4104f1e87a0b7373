"""``client.models.get()`` becomes ``await client.aio.models.get()``: the client has an asynchronous side.

The advice of a stub names the way there, ``instead="client.aio.models.get"``, and the classes of the stub
must bear it out.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import AddAwait, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import fits, keyword_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Unknown, options_of
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def async_part_fix(call: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """The same call on the asynchronous side of the client that *call* is made with, if there is one."""
    advice = keyword_of(effect, "instead")
    _, *way = advice.split(".")
    client = _client(call.func, way[1:]) if len(way) > 1 else None
    # What gives an iterator gives an asynchronous one there.
    gives_something = not isinstance(model.value_of(call), Unknown)
    if client is None or gives_something or not fits(advice, call, model):
        return None
    found = options_of(_at_end(model.value_of(client), way, model))
    if not all(isinstance(one, FunctionValue) and one.summary.is_async for one in found):
        return None
    side = f"{model.source.code_of(client)}.{way[0]}"
    edits = (ReplaceExpression(Span.of(client), side), AddAwait(Span.of(call)))
    return Fix(Applicability.UNSAFE, f"await {'.'.join([side, *way[1:]])}", edits)


def _client(func: ast.expr, names: Sequence[str]) -> ast.expr | None:
    """What *func* is an attribute of by the way of *names*."""
    for name in reversed(names):
        if not isinstance(func, ast.Attribute) or func.attr != name:
            return None
        func = func.value
    return func if isinstance(func, (ast.Name, ast.Attribute)) else None


def _at_end(value: Value, names: Sequence[str], model: SemanticModel) -> Value:
    for name in names:
        value = model.types.members.get(value, name)
    return value
