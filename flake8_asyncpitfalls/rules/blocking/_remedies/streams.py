"""What an asynchronous twin gives where a stream is asked for: something to go through with ``async for``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.streams import is_streaming, is_used_as_answer
from flake8_asyncpitfalls.edit import MakeAsync
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def stream_edits(call: ast.Call, model: SemanticModel) -> tuple[MakeAsync, ...] | None:
    """How the loops over the stream that *call* gives change with it.

    Nothing where it asks for none; None where the stream goes another way, or may not be one.
    """
    if not is_streaming(model, call):
        return ()
    asked = [keyword.value for keyword in call.keywords if keyword.arg == "stream"]
    if not asked:
        return () if is_used_as_answer(model, call) else None
    if not any(isinstance(value, ast.Constant) for value in asked):
        return None
    match model.parent(call):
        case ast.For() as loop if loop.iter is call:
            loops = [loop]
        case ast.Assign(targets=[ast.Name(id=name)]) as stmt:
            scope = model.scope_of(stmt)
            if not model.uses.is_private(name, scope):
                return None
            if len(model.terms.table(scope).by_name.get(name, ())) != 1:
                return None
            reads = model.uses.reads(name, scope)
            users = [model.parent(read) for read in reads]
            loops = [user for user in users if isinstance(user, ast.For) and user.iter in reads]
            if len(loops) != len(users):
                return None
        case _:
            return None
    if not loops or not all(can_await(model, loop) for loop in loops):
        return None
    return tuple(MakeAsync(Span.of(loop)) for loop in loops)
