"""Stubs as modules: ours, which are the same for every project, and the user's."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flake8_asyncpitfalls.errors import SourceError, StubError
from flake8_asyncpitfalls.semantics.source.deferred import read_stub
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.stubs import STUB_FOLDER

_RELEASES = "__releases__"


def stub_module(path: Path, dotted: str) -> ModuleSummary:
    """The stub at *path*, which is called *dotted*."""
    read = _our_stub if path.is_relative_to(STUB_FOLDER) else _users_stub
    return read(path, dotted)


def released(stub: ModuleSummary | None) -> str:
    """The distribution and the releases that *stub*, of a library, describes; '' where it is all of them."""
    if stub is None or _RELEASES.encode() not in stub.data:
        return ""
    term = stub.global_term(_RELEASES)
    return str(term[1]) if term is not None and term[0] == "text" else ""


def forget_stubs() -> None:
    """Read our stubs again when they are asked for."""
    _our_stub.cache_clear()


@lru_cache(maxsize=512)
def _our_stub(path: Path, dotted: str) -> ModuleSummary:
    """Our stub at *path*; it is the same for every project."""
    return _stub_of(path, dotted, read_stub(path))


def _users_stub(path: Path, dotted: str) -> ModuleSummary:
    """The stub at *path*; raises StubError, with file and line, when it does not parse."""
    try:
        return _stub_of(path, dotted, Source.read(path))
    except SourceError as error:
        raise StubError(str(error)) from error


def _stub_of(path: Path, dotted: str, source: Source) -> ModuleSummary:
    name = ModuleName(dotted, path.stem == "__init__")
    return ModuleSummary(str(path), name, source, is_stub=True)
