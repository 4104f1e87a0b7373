"""What stubs say of a library as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.stubs import stub_path

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def fact_of(library: str, name: str, model: SemanticModel) -> str:
    """The text that the stub of *library* gives the name *name*; empty where it says nothing."""
    if stub_path(library, model.settings.stubs) is None:
        return ""
    module = model.types.loader.load(library, None)
    term = None if module is None or not module.is_stub else module.global_term(name)
    return str(term[1]) if term is not None and term[0] == "text" else ""
