"""What functions and classes of a module have in common: a key, and facts that are worked out late.

A key is ``Class.method:12:4``: the qualified name inside the module, the 1-based line and the 0-based
column of the ``def`` or ``class``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.summaries.markers import Markers, decorator_terms
from flake8_asyncpitfalls.semantics.terms.term import Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary


class Keyed:
    """Something whose *identity* is a key."""

    identity: str

    @property
    def name(self) -> str:
        """The name in the ``def`` or ``class``; ``<lambda>`` for a lambda."""
        return self.local_name.rpartition(".")[2]

    @property
    def local_name(self) -> str:
        """The qualified name inside the module: ``Class.method``."""
        return self.identity.partition(":")[0]

    @property
    def line(self) -> int:
        """The 1-based line of the ``def`` or ``class``."""
        return int(self.identity.split(":")[1])


class DefinitionSummary(Keyed):
    """A function, lambda or class of a module.

    Each fact is worked out from the syntax tree when first asked for, and kept; a module that was
    frozen, or read from the cache, has them all and no tree.
    """

    def __init__(self, module: ModuleSummary, identity: str, scope: Scope | None) -> None:
        self.module = module
        self.identity = identity
        self.scope_or_none = scope

    @property
    def scope(self) -> Scope:
        """The scope of the body, in a tree that the module parses again if need be."""
        if self.scope_or_none is None:
            self.scope_or_none = self.module.scope(self.identity)
        return self.scope_or_none

    @property
    def qualified_name(self) -> str:
        """``module.Class.method``, ``module.function`` or ``module.Class``."""
        return f"{self.module.name.dotted}.{self.local_name}"

    @cached_property
    def markers(self) -> Markers:
        """What a stub says of it."""
        return self.module.markers(self.local_name, self.scope_or_none)

    @cached_property
    def decorators(self) -> tuple[Term, ...]:
        """The decorators' terms, outermost first, markers left out."""
        return decorator_terms(self.module.terms, self.scope, is_stub=self.module.is_stub)
