"""Where terms are evaluated, and where modules come from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from flake8_asyncpitfalls.semantics.inference.values import Value
from flake8_asyncpitfalls.semantics.project.pinned_releases import Pins
from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
from flake8_asyncpitfalls.semantics.terms.term import Term

Parameters = tuple[tuple[tuple[str, str], Value], ...]


class Loader(Protocol):
    """Where modules come from."""

    def load(self, dotted: str, importer: ModuleFacts | None) -> ModuleFacts | None:
        """The module of that absolute name as *importer* would import it, or None."""

    def search(
        self, question: str, asker: ModuleFacts, having: str = ""
    ) -> list[ModuleFacts] | None:
        """The modules of *asker*'s project that a search by words finds (see ``word_index``).

        Of these only the ones whose text has *having* anywhere.

        None where nobody can tell: the project is too large, or the word is everywhere.
        """

    def pinned(self, distribution: str, asker: ModuleFacts) -> Pins:
        """Which releases of *distribution* the project of *asker* asks for."""


class Frame:
    """Where a term is evaluated: its module, the receiver of the method, known parameters.

    *constants* are literals, or what else is known, of the parameters of the *function* with that
    key and of the attributes of its object, as far as a call fixes them. *spread* are the values that
    its ``*args`` gets, by the parameter's name; *solved* is what its type variables stand for, once
    that has been asked (see ``type_variables``).
    """

    __slots__ = (
        "constants", "function", "memo", "module", "parameters", "receiver", "solved", "spread",
    )  # fmt: skip

    def __init__(
        self,
        module: ModuleFacts,
        receiver: Value | None = None,
        parameters: Parameters = (),
        constants: dict[str, Any] | None = None,
        function: str = "",
        spread: Mapping[str, tuple[Value, ...]] = MappingProxyType({}),
    ) -> None:
        self.module = module
        self.receiver = receiver
        self.parameters = dict(parameters)
        self.constants = constants or {}
        self.function = function
        self.spread = spread
        self.solved: Mapping[tuple[ModuleFacts, str], Value] | None = None
        self.memo: dict[Term, Value] = {}

    def knowing(self, constants: dict[str, Any]) -> Frame:
        """The same frame where *constants* are known, too."""
        return Frame(
            self.module, self.receiver, tuple(self.parameters.items()),
            {**constants, **self.constants}, self.function, self.spread,
        )  # fmt: skip
