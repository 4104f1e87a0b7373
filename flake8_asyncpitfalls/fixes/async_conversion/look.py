"""What is found in the files of a project while some of them have another text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias

from flake8_asyncpitfalls.fixes.async_conversion.text_functions import functions_at

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding

Texts: TypeAlias = Mapping[str, bytes]
LintFile: TypeAlias = "Callable[[str, bytes], list[Finding]]"


class MakeLint(Protocol):
    """Gives what lints one file while *texts* stand for the content of some."""

    def __call__(self, texts: Texts, *, blocking_only: bool = False) -> LintFile:
        """By all rules, or by those alone that are about what blocks: that costs a third."""


class Look:
    """What is found in each file, with *texts* in place of the content of some."""

    def __init__(self, texts: Texts, lint: LintFile, read: Callable[[str], bytes]) -> None:
        self._texts, self.lint, self._read = texts, lint, read
        self._found: dict[str, list[tuple[Finding, str]]] = {}

    def text(self, path: str) -> bytes:
        """The text of the file *path*."""
        known = self._texts.get(path)
        return self._read(path) if known is None else known

    def found(self, path: str) -> list[tuple[Finding, str]]:
        """The findings of the file *path*, each with the qualified name of its function."""
        if path not in self._found:
            text = self.text(path)
            findings = self.lint(path, text)
            names = functions_at(text, [finding.span.line for finding in findings])
            self._found[path] = list(zip(findings, names, strict=True))
        return self._found[path]
