"""What is found in the files of a project while some of them have another text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias

from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.fixes.async_conversion.text_functions import functions_at
from flake8_asyncpitfalls.semantics.source.cells import largest_source

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.project.project import Project
    from flake8_asyncpitfalls.semantics.source.source import Source

Texts: TypeAlias = Mapping[str, bytes]
_MAX_KEPT = 16_000_000
"""So many bytes of files are kept, which are gone through for each word that is looked for."""


class Contents:
    """What is in the files of a project, as they are on the disk."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._room = _MAX_KEPT

    def read(self, path: str) -> bytes:
        """The content of the file *path*; OSError where it cannot be read."""
        known = self._known.get(path)
        if known is None:
            known = read_regular(path, largest_source(path))
            self._room -= len(known)
            if self._room > 0:
                self._known[path] = known
        return known


class Workspace(Protocol):
    """The modules of a project, some with other texts than their files, and what is known of them."""

    contents: Contents

    @property
    def project(self) -> Project:
        """The modules."""

    def read_as(self, texts: Texts) -> None:
        """Let *texts* stand for the content of some files, and forget what rests on other ones."""

    def lint(self, path: str, data: bytes, within: Collection[str] | None) -> list[Finding]:
        """What is found in *data*; with *within*, what blocks in functions of these qualified names."""

    def model(self, source: Source) -> SemanticModel:
        """What *source* means."""


class Look:
    """What is found in each file, with *texts* in place of the content of some.

    *names* are the files and qualified names of functions: what blocks in these is all that counts,
    which costs a small part of looking for everything. One look at a time has the *workspace*.
    """

    def __init__(
        self,
        texts: Texts,
        workspace: Workspace,
        read: Callable[[str], bytes],
        names: Iterable[tuple[str, str]] | None = None,
    ) -> None:
        self._texts, self._workspace, self._read = texts, workspace, read
        self._names: dict[str, set[str]] | None = None if names is None else {}
        for path, name in names or ():
            assert self._names is not None
            self._names.setdefault(path, set()).add(name)
        self._found: dict[str, list[tuple[Finding, str]]] = {}

    def text(self, path: str) -> bytes:
        """The text of the file *path*."""
        known = self._texts.get(path)
        return self._read(path) if known is None else known

    def lint(self, path: str, data: bytes) -> list[Finding]:
        """What is found in *data*, in the place of the file *path*."""
        if path in self._found and data == self.text(path):
            return [finding for finding, _ in self._found[path]]
        within = None if self._names is None else self._names.get(path, set())
        return self._workspace.lint(path, data, within)

    def found(self, path: str) -> list[tuple[Finding, str]]:
        """The findings of the file *path*, each with the qualified name of its function."""
        if path not in self._found:
            text = self.text(path)
            findings = self.lint(path, text)
            names = functions_at(text, [finding.span.line for finding in findings])
            self._found[path] = list(zip(findings, names, strict=True))
        return self._found[path]
