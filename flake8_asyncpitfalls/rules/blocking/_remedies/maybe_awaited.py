"""Calls whose results are or may be awaited: the event loop shall make what they give."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_affinity import is_awaited_upon
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.summaries.parameter_uses import AWAITED, parameter_uses

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def may_be_awaited(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what *call* gives is awaited afterwards, or asked whether it can be.

    ``await maybe_future(self.add(user))``: a subclass may give a future, which asks for the loop.
    """
    match model.parent(call):
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            scope = model.scope_of(call)
            uses = parameter_uses(frozenset({name}), scope, model.terms.parents)
            return is_awaited_upon([name], scope) or uses.get(name) == AWAITED
        case ast.Call(func=func, args=args) as outer if call in args:
            return call in model.arguments_marked(outer, "schedules") or any(
                isinstance(option, FunctionValue) and _awaits(option, args.index(call))
                for option in options_of(model.value_of(func))
            )
    return False


def _awaits(function: FunctionValue, position: int) -> bool:
    """Whether *function* awaits its argument at *position*, or asks whether it can be awaited."""
    summary = function.summary
    position += function.receiver is not None
    names = [parameter.name for parameter in summary.parameters]
    return position < len(names) and summary.parameter_uses.get(names[position]) == AWAITED
