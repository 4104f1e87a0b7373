"""Methods that stand for each other in the classes of a project: what overrides what.

They change together, or none does: whoever calls one may get another.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.conversion.convertibility import Definition
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary


def relatives(
    model: SemanticModel, methods: Iterable[Definition]
) -> Iterator[tuple[Definition, int, FunctionSummary | str]]:
    """What stands beside *methods* in the classes of this file that have them.

    Each with the line of the class; instead of a method of the project, the reason why nobody can
    know what is called, one clause.
    """
    wanted = list(methods)
    for cls in model.module.classes() if wanted else ():
        order = model.types.members.mro(cls)
        for method in wanted:
            if any(base is not None and _is_owner(base, method) for base in order):
                for found in _beside(model, method, cls, order):
                    yield method, int(cls.identity.split(":")[1]), found


def _beside(
    model: SemanticModel,
    method: Definition,
    cls: ClassSummary,
    order: Sequence[ClassSummary | None],
) -> Iterator[FunctionSummary | str]:
    for base in order:
        if base is None:
            yield f"a base of {cls.name} cannot be seen, and may have a method of that name"
            continue
        own = model.types.members.own(base, method.name)
        if own is None or _is_owner(base, method):
            continue
        is_ours = not base.module.is_stub and not base.module.is_foreign
        if is_ours and isinstance(own, FunctionValue):
            yield own.summary
        else:
            yield f"{base.name} has a method of that name"


def _is_owner(cls: ClassSummary, method: Definition) -> bool:
    return cls.identity == method.owner and os.path.abspath(cls.module.path) == method.path
