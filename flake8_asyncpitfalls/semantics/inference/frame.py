"""Where terms are evaluated, and where modules come from."""

from __future__ import annotations

from typing import Any, Protocol

from flake8_asyncpitfalls.semantics.inference.values import Value
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.semantics.terms.term import Term

Parameters = tuple[tuple[tuple[str, str], Value], ...]


class Loader(Protocol):
    """Where modules come from."""

    def load(self, dotted: str, importer: ModuleSummary | None) -> ModuleSummary | None:
        """The module of that absolute name as *importer* would import it, or None."""


class Frame:
    """Where a term is evaluated: its module, the receiver of the method, known parameters.

    *constants* are literal values of the function's own parameters, as far as a call fixes them.
    """

    __slots__ = ("constants", "draft", "memo", "module", "parameters", "receiver", "round")

    def __init__(
        self,
        module: ModuleSummary,
        receiver: Value | None = None,
        parameters: Parameters = (),
        constants: dict[str, Any] | None = None,
    ) -> None:
        self.module = module
        self.receiver = receiver
        self.parameters = dict(parameters)
        self.constants = constants or {}
        self.memo: dict[Term, Value] = {}
        self.draft: dict[Term, Value] = {}
        self.round = -1
