"""Calls whose result is a stream, which is gone through piece by piece in another way than an answer."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_STREAM = "stream"
_OF_BOTH = frozenset({"close", "headers", "response", "status_code"})
"""What a stream of a library has as well as an answer."""


def is_streaming(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* asks for a stream, or may do so by keywords that it unpacks."""
    if asks_for_stream(call):
        return True
    is_unpacked = any(keyword.arg is None for keyword in call.keywords)
    return is_unpacked and any(map(_may_take_stream, options_of(model.value_of(call.func))))


def asks_for_stream(call: ast.Call) -> bool:
    """Whether *call* itself says that it wants a stream."""
    return any(
        keyword.arg == _STREAM
        and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
        for keyword in call.keywords
    )


def is_used_as_answer(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* gives is asked for its parts, as no stream can be: ``reply.choices[0]``.

    Nobody may go over it, nor may it leave the function before it is asked.
    """
    match model.parent(call):
        case ast.Attribute(attr=name):
            return _is_of_answers(name)
        case ast.Subscript(value=value):
            return value is call
        case ast.Assign(targets=[ast.Name(id=name)]) as stmt:
            scope = model.scope_of(stmt)
            if not model.uses.is_private(name, scope):
                return False
            readers = [
                model.parent(read)
                for binding in model.terms.table(scope).at(stmt)
                for read in model.uses.readers(binding, scope)
            ]
            is_gone_over = any(isinstance(one, (ast.For, ast.comprehension)) for one in readers)
            return not is_gone_over and any(map(_asks_for_part, readers))
    return False


def _asks_for_part(reader: ast.AST) -> bool:
    if isinstance(reader, ast.Attribute):
        return _is_of_answers(reader.attr)
    return isinstance(reader, ast.Subscript)


def _is_of_answers(name: str) -> bool:
    return name not in _OF_BOTH and "iter" not in name and _STREAM not in name


def _may_take_stream(function: Value) -> bool:
    """Whether *function* has a parameter of that name, or hands any keyword on that may be one."""
    if not isinstance(function, FunctionValue):
        return True
    summary = function.summary
    own = [one for one in summary.parameters if one.name not in ("self", "cls")]
    if any(one.name == _STREAM for one in own):
        return True
    if all(one.kind != "kwargs" for one in own):
        # A stub may leave out all parameters, and names them all where it names one.
        return summary.module.is_stub and not own
    return summary.module.is_stub or _STREAM.encode() in summary.module.data
