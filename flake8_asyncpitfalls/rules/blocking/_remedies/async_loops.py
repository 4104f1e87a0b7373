"""Fixes of loops over what can be iterated both ways: ``async for`` takes the place of ``for``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.edit import MakeAsync, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import keyword_of
from flake8_asyncpitfalls.semantics.effects.implicit_calls import CONSUMERS
from flake8_asyncpitfalls.semantics.inference.values import Instance
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ONE_OR_MANY = frozenset({"builtins.max", "builtins.min"})


def loop_fix(loop: ast.For | ast.comprehension, effect: Effect, model: SemanticModel) -> Fix | None:
    """``async for`` over what can be iterated both ways."""
    if keyword_of(effect, "instead") != "async for" or not can_await(model, loop):
        return None
    span = Span.of(loop if isinstance(loop, ast.For) else loop.target)
    return Fix(Applicability.UNSAFE, "async for", (MakeAsync(span),))


def gone_over_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """``[x async for x in xs]``, where ``list`` and the like go over what can be iterated both ways."""
    function, given = model.name_of(call.func), call.args[:1]
    if function not in CONSUMERS or not given or isinstance(given[0], ast.Starred):
        return None
    value = model.value_of(given[0])
    if not isinstance(value, Instance) or model.types.members.method(value, "__aiter__") is None:
        return None
    if not model.effects_at(call) or (len(call.args) > 1 and function in _ONE_OR_MANY):
        return None
    is_list = function == "builtins.list" and not call.keywords
    made = f"[x async for x in {model.source.code_of(given[0])}]"
    edit = ReplaceExpression(Span.of(call if is_list else given[0]), made)
    return Fix(Applicability.UNSAFE, "async for", (edit,))
