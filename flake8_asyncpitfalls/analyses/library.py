"""Which async library a piece of code is written for."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import Scope

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

LIBRARIES = ("asyncio", "trio", "anyio")
DEFAULT = "asyncio"
_IMPORTS = {
    name: re.compile(rb"^[ \t]*(import|from)[ \t]+%s\b" % name.encode(), re.MULTILINE)
    for name in LIBRARIES
}
_TWISTED = re.compile(rb"^[ \t]*(import|from)[ \t]+twisted\b", re.MULTILINE)
_USED_TWISTED = re.compile(rb"^[ \t]*(txaio\.)?use_twisted\(", re.MULTILINE)
_EXCEPTIONS = frozenset({
    "BrokenResourceError", "BrokenWorkerInterpreter", "BrokenWorkerProcess", "BusyResourceError",
    "ClosedResourceError", "ConnectionFailed", "DelimiterNotFound", "EndOfChannel", "EndOfStream",
    "IncompleteRead", "NoEventLoopError", "RunFinishedError", "TooSlowError", "TrioInternalError",
    "TypedAttributeLookupError", "WouldBlock",
})  # fmt: skip
"""Exceptions of trio and anyio that say nothing of who runs the code that catches them."""


def library_at(model: SemanticModel, node: ast.AST) -> str:
    """``asyncio``, ``trio`` or ``anyio``: the library whose words fit the code at *node*."""
    return library_of(model, model.scope_of(node))


def is_for_twisted(model: SemanticModel) -> bool:
    """Whether Twisted runs the file, and none of the others: its reactor need not be asyncio's.

    The file imports it, or its package makes itself ready for it.
    """
    return model.analysis(_is_for_twisted)


def _is_for_twisted(model: SemanticModel) -> bool:
    if model.settings.library or any(_is_imported(model, name) for name in LIBRARIES):
        return False
    if _TWISTED.search(model.source.data) is not None:
        return True
    package = model.module.name.package
    around = model.types.loader.load(package, model.module) if package else None
    return around is not None and not around.is_foreign and _is_made_for_twisted(around.data)


def _is_made_for_twisted(data: bytes) -> bool:
    """Whether a package imports Twisted, or tells txaio to use it, and imports none of the others."""
    is_ready = _TWISTED.search(data) is not None or _USED_TWISTED.search(data) is not None
    return is_ready and not any(pattern.search(data) for pattern in _IMPORTS.values())


def file_library_at(model: SemanticModel, node: ast.AST) -> str:
    """``aiofiles``, ``anyio`` or ``trio``: what opens files for the code at *node*, or ''."""
    return file_library_of(model, model.scope_of(node))


def library_of(model: SemanticModel, scope: Scope) -> str:
    """The setting, else the only library the file imports, else the one that *scope* names."""
    if model.settings.library:
        return model.settings.library
    imported = imported_libraries(model)
    if len(imported) < 2:
        return imported[0] if imported else DEFAULT
    used = _used_in(model, scope, imported)
    if used:
        return used
    return DEFAULT if DEFAULT in imported else "anyio"


def file_library_of(model: SemanticModel, scope: Scope) -> str:
    """The library for asynchronous files that fits the code's own and that the project has.

    ``aiofiles`` works with asyncio only, ``trio`` with trio only.
    """
    library, chosen = library_of(model, scope), model.settings.file_library
    if library != "asyncio":
        return chosen if chosen == "anyio" else library
    if chosen:
        return "" if chosen == "trio" else chosen
    return next((name for name in ("aiofiles", "anyio") if _is_imported(model, name)), "")


def imported_libraries(model: SemanticModel) -> tuple[str, ...]:
    """The async libraries that the file imports anywhere."""
    return model.analysis(_Imported).libraries


class _Imported:
    def __init__(self, model: SemanticModel) -> None:
        self.libraries = tuple(
            name
            for name in LIBRARIES
            if _is_imported(model, name) and not _only_catches(model, name)
        ) or _of_neighbours(model)


def _of_neighbours(model: SemanticModel) -> tuple[str, ...]:
    """The one async library of the project's modules that a file imports which itself imports none."""
    found: set[str] = set()
    for stmt in model.terms.root.of_type(ast.ImportFrom):
        module = model.types.loader.load(model.module.name.absolute(stmt), model.module)
        if module is not None and not module.is_stub and not module.is_foreign:
            found |= {name for name in LIBRARIES if _IMPORTS[name].search(module.data)}
    return tuple(found) if len(found) == 1 else ()


def _only_catches(model: SemanticModel, library: str) -> bool:
    """Whether the file does nothing with *library* but name its exceptions.

    Another library raises them: the code itself is written for asyncio.
    """
    if library == DEFAULT:
        return False
    scopes = list(model.terms.root.walk())
    taken = [
        alias.name
        for scope in scopes
        for stmt in scope.of_type(ast.ImportFrom)
        if not stmt.level and _top(stmt.module) == library
        for alias in stmt.names
    ]
    bound = [
        alias.asname or _top(alias.name)
        for scope in scopes
        for stmt in scope.of_type(ast.Import)
        if any(_top(alias.name) == library for alias in stmt.names)
        for alias in stmt.names
        if _top(alias.name) == library
    ]
    uses = [name for scope in scopes for known in bound for name in scope.names(known)]
    taken += [_used_member(model, name) for name in uses]
    return bool(taken) and all(name in _EXCEPTIONS for name in taken)


def _used_member(model: SemanticModel, name: ast.Name) -> str:
    parent = model.terms.parents.get(name)
    return parent.attr if isinstance(parent, ast.Attribute) else ""


def _is_imported(model: SemanticModel, name: str) -> bool:
    if not model.source.mentions(name.encode()):
        return False
    for scope in model.scopes:
        for stmt in scope.of_type(ast.Import):
            if any(_top(alias.name) == name for alias in stmt.names):
                return True
        for source in scope.of_type(ast.ImportFrom):
            if not source.level and _top(source.module) == name:
                return True
    return False


def _used_in(model: SemanticModel, scope: Scope, imported: tuple[str, ...]) -> str:
    """The one library that the function mentions by name."""
    names = {node.id for node in scope.of_type(ast.Name)}
    used = [name for name in imported if name in names]
    return used[0] if len(used) == 1 else ""


def _top(dotted: str | None) -> str:
    return (dotted or "").partition(".")[0]
