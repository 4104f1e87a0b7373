"""The names that stand in each function, looked for once: a fix takes none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.new_names import names_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


class UsedNames:
    """The names of one file's scopes; ask with ``model.analysis(UsedNames)``."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[Scope, set[str]] = {}

    def of(self, scope: Scope) -> set[str]:
        """Every name that is written anywhere in *scope*, nested ones included."""
        found = self._known.get(scope)
        if found is None:
            found = self._known[scope] = names_in(scope.node)
        return found
