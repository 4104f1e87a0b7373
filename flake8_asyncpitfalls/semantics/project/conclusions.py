"""What a project asks of those that draw conclusions from its modules."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts


class Conclusions(Protocol):
    """What is concluded from modules; it holds on to all of them."""

    def __len__(self) -> int:
        """How many conclusions there are."""

    def let_go(self, modules: Collection[ModuleFacts]) -> None:
        """Forget what is quickly concluded again, and is about *modules* alone."""
