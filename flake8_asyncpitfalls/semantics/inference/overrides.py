"""Classes of the project that change what a library's method does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary


def works_otherwise(types: Evaluator, function: FunctionValue) -> bool:
    """Whether a class of the project may change what a library's method does that blocks.

    It overrides another such method, which this one may call, and not to hand on to it at once.
    """
    receiver, identity = function.receiver, function.summary.class_identity
    if identity is None or not isinstance(receiver, Instance):
        return False
    owner = function.summary.module.class_(identity)
    order = types.members.mro(receiver.summary)
    if not owner.module.is_stub or receiver.summary is owner or owner not in order:
        return False
    for cls in order[: order.index(owner)]:
        for override in [] if cls is None or cls.module.is_stub else _overrides(types, cls, owner):
            if override.name != function.summary.name and not _hands_on(override):
                return True
    return False


def _overrides(
    types: Evaluator, cls: ClassSummary, owner: ClassSummary
) -> Iterator[FunctionSummary]:
    """The methods of *cls* that stand for methods of a stub's class that block."""
    for identity in cls.methods:
        method = cls.module.function(identity)
        raw = types.members.own(owner, method.name)
        if isinstance(raw, FunctionValue) and "blocks" in raw.summary.markers:
            yield method


def _hands_on(method: FunctionSummary) -> bool:
    """Whether *method* itself calls what it overrides."""
    calls = (call.func for call in method.scope.of_type(ast.Call))
    return not method.is_async and any(
        isinstance(func, ast.Attribute)
        and func.attr == method.name
        and isinstance(func.value, ast.Call)
        and isinstance(func.value.func, ast.Name)
        and func.value.func.id == "super"
        for func in calls
    )
