"""The syntax of modules of which only facts were kept, for the few questions that need it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.terms import ModuleTerms

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.functions import FunctionSummary
    from flake8_asyncpitfalls.semantics.names import ModuleName
    from flake8_asyncpitfalls.semantics.scopes import Scope
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


def scope_of(function: FunctionSummary) -> Scope | None:
    """The scope of the body of *function*; None if its file can no longer be read."""
    if function.scope_or_none is not None and function.module.is_live:
        return function.scope_or_none
    terms = terms_of(function.module)
    scopes = () if terms is None else terms.root.walk()
    return next((scope for scope in scopes if scope.identity == function.identity), None)


@lru_cache(maxsize=4)
def _read(path: str, name: ModuleName, changed: int, size: int) -> ModuleTerms:
    return ModuleTerms(Source.read(Path(path)), name)
