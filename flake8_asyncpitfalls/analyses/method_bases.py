"""The classes whose method a function may stand in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary


def bases_of_method(scope: Scope, model: SemanticModel) -> list[ClassSummary | None]:
    """The bases of the class that *scope* is a method of, in order of lookup; [] where it is none.

    None stands for a base nobody can see. The class itself is not among them.
    """
    owner = scope.parent
    if owner is None or owner.kind != "class":
        return []
    return model.types.members.mro(model.module.class_(owner.identity))[1:]
