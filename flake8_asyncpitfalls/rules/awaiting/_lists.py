"""A list that is made first, of what can only be gone over asynchronously."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.edit import Edit, ListArgument, ReplaceExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.awaiting import shown
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def list_fix(call: ast.Call, expr: ast.expr, model: SemanticModel) -> Fix | None:
    """A list made first, which can be gone over plainly."""
    if not can_await(model, expr) or expr not in call.args:
        return None
    edit: Edit = ListArgument(Span.of(call), call.args.index(expr))
    if not isinstance(expr, ast.GeneratorExp):
        is_list = model.name_of(call.func) == "builtins.list" and len(call.args) == 1
        made = f"[x async for x in {model.source.code_of(expr)}]"
        edit = ReplaceExpression(Span.of(call if is_list else expr), made)
    return Fix(Applicability.SAFE, "make a list of it first", (edit,))


def listed(call: ast.Call, expr: ast.expr, model: SemanticModel) -> str:
    if not model.scope_of(expr).is_coroutine:
        return "make the function 'async def' for it"
    inside = "..." if isinstance(expr, ast.GeneratorExp) else f"x async for x in {shown(expr)}(...)"
    return f"write '{shown(call)}([{inside}])'"
