"""``try: get_running_loop()``, and another way to a loop in its handler, which no coroutine takes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import Edit, ReplaceLines
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_RUNNING = "asyncio.get_running_loop"


def follows_running_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* stands in a handler of a ``try`` that asks for the running loop."""
    handler: ast.AST = call
    while isinstance(handler, (ast.expr, ast.stmt)) and not isinstance(handler, FUNCTION_TYPES):
        handler = model.parent(handler)
    around = model.parent(handler) if isinstance(handler, ast.ExceptHandler) else None
    return isinstance(around, ast.Try) and any(
        isinstance(node, ast.Call) and model.name_of(node.func) == _RUNNING
        for node in walk_code(around.body)
    )


def edit_of_try(call: ast.Call, model: SemanticModel) -> Edit | None:
    """The body alone instead of ``try: loop = get_running_loop()`` with *call* in its handler."""
    tried = model.parent(model.parent(model.statement_of(call)))
    match tried:
        case ast.Try(
            body=[ast.Assign(targets=[ast.Name(id=name)]) as asked],
            handlers=[
                ast.ExceptHandler(body=[ast.Assign(targets=[ast.Name(id=other)], value=value)])
            ],
            orelse=[],
            finalbody=[],
        ) if name == other and value is call:
            holder = model.parent(tried)
        case _:
            return None
    place = place_in(tried, holder) if isinstance(holder, ast.stmt) else None
    if place is None or "#" in model.source.code_of(tried):
        return None
    block, index = place
    code = model.source.code_of(asked)
    return ReplaceLines(Span.of(holder), code, (), index, index, block)  # type: ignore[arg-type]
