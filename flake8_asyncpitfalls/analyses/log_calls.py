"""Statements that tell something to a log: the standard library's, or an object that is one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

LEVELS = ("debug", "info", "warning", "error")
"""Methods of every log."""


def is_told_to_log(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* is a statement that tells something to a log: an object with all the levels.

    A thread for each record would take them out of their order.
    """
    if not isinstance(model.parent(call), ast.Expr):
        return False
    options = options_of(model.value_of(call.func))
    return bool(options) and all(
        isinstance(option, FunctionValue)
        and isinstance(option.receiver, Instance)
        and _is_log(option.receiver, model)
        for option in options
    )


def _is_log(receiver: Instance, model: SemanticModel) -> bool:
    members = model.types.members
    return all(isinstance(members.method(receiver, name), FunctionValue) for name in LEVELS)
