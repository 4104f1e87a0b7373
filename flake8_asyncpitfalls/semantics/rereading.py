"""The syntax of modules of which only facts were kept, for the few questions that need it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.terms import ModuleTerms

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.names import ModuleName
    from flake8_asyncpitfalls.semantics.summary import ModuleSummary


def terms_of(module: ModuleSummary) -> ModuleTerms | None:
    """The scopes and terms of *module*, read again if need be; None if it can no longer be read."""
    if module.is_live:
        return module.terms
    try:
        state = Path(module.path).stat()
        return _read(module.path, module.name, state.st_mtime_ns, state.st_size)
    except (OSError, SourceError):
        return None


@lru_cache(maxsize=4)
def _read(path: str, name: ModuleName, changed: int, size: int) -> ModuleTerms:
    return ModuleTerms(Source.read(Path(path)), name)
