"""Marks in test data: the comments that say which findings a line must have.

``# error: 4`` expects a finding of the file's own code at character column 4 (0-based) of this
line, ``# ASY152: 4`` one of another code. Message fields may follow, as in
``# error: 4, call="time.sleep"``; one line may hold several marks one after the other. Three
header comments, each on a line of its own, change how a file is checked:

``# settings: {"blocking": ["pkg.f -> pkg.g"], "library": "trio"}``
    Settings that differ from the defaults.
``# only: own``
    Findings of other codes are not looked at.
``# python: 3.12``
    The file's syntax needs this Python.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.settings import Settings, parse_option, parse_target_version

_MARK = re.compile(r"# (error|ASY\d{3}):")
_ALMOST_MARK = re.compile(r"#\s*(error|asy\d{3})\b\s*:?\s*\d", re.IGNORECASE)
_HEADER = re.compile(r"# (settings|only|python|fix): (.*)")


class MarkError(Exception):
    """A mark or header that cannot be read; the message has file and line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An expected finding: *line* 1-based, *column* 0-based in characters."""

    line: int
    column: int
    code: str
    fields: dict[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        shown = "".join(f", {name}={value!r}" for name, value in self.fields.items())
        return f"line {self.line}: # {self.code}: {self.column}{shown}"

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.line, self.column, self.code)


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A file of test data, its marks and its headers."""

    path: Path
    data: bytes
    own_code: str
    marks: tuple[Mark, ...]
    headers: Mapping[str, str]

    @classmethod
    def read(cls, path: Path, own_code: str = "") -> MarkedFile:
        """Read *path*; *own_code* is what ``# error:`` means, by default what the name says."""
        data = path.read_bytes()
        own_code = own_code or own_code_of(path.name)
        marks: list[Mark] = []
        headers: dict[str, str] = {}
        for line, comment in _comments(data, path):
            where = f"{path.name}:{line}"
            marks += _marks_in(comment, line, own_code, where)
            if header := _HEADER.fullmatch(comment):
                headers[header[1]] = header[2].strip()
        return cls(path, data, own_code, tuple(marks), headers)

    @property
    def is_only_own(self) -> bool:
        """Whether findings of other codes are not looked at."""
        return self.headers.get("only") == "own"

    @property
    def settings(self) -> Settings:
        """The file's settings; an opt rule is enabled in its own files only."""
        return settings_from(ast.literal_eval(self.headers.get("settings", "{}")), self.own_code)


def needed_python(path: Path) -> tuple[int, int]:
    """The lowest Python that can read the file *path*, by its header; 3.11 without one."""
    header = re.search(rb"^# python: (\S+)", path.read_bytes(), re.MULTILINE)
    return parse_target_version(header[1].decode()) if header else (3, 11)


def own_code_of(name: str) -> str:
    """``ASY101`` for names such as ``asy101_anyio.py``; empty when the name has no code."""
    match = re.match(r"(asy\d{3})(?!\d)", name)
    return match[1].upper() if match else ""


def settings_from(values: Mapping[str, Any], own_code: str = "") -> Settings:
    """Settings of *values*, written as in config files, over defaults that do not vary.

    *own_code* is enabled beside them. Raises SettingsError for a value of no use.
    """
    known = {setting.name for setting in fields(Settings)}
    if unknown := values.keys() - known:
        raise MarkError(f"unknown settings: {', '.join(sorted(unknown))}")
    chosen = {name: parse_option(name, value) for name, value in values.items()}
    own = (own_code,) if own_code else ()
    chosen["enable"] = (*chosen.get("enable", ()), *own)
    return Settings(**{"target_version": (3, 12), **chosen})


def differences(marked: MarkedFile, findings: Iterable[Finding]) -> list[str]:
    """How *findings* differ from the marks of the file, one line each; empty when they agree."""
    lines = _utf8_lines(marked.data)
    looked_at = [
        finding for finding in findings if not marked.is_only_own or finding.code == marked.own_code
    ]
    unexpected = {_place(finding, lines): finding for finding in looked_at}
    problems = [
        f"{_place(finding, lines)}: found twice: {finding.message}"
        for finding in looked_at
        if unexpected[_place(finding, lines)] is not finding
    ]
    for mark in marked.marks:
        finding = unexpected.pop(mark.place, None)
        if finding is None:
            problems.append(f"{mark}: missing")
        else:
            problems += _different_fields(mark, finding)
    for (line, column, code), finding in unexpected.items():
        problems.append(f"line {line}: # {code}: {column}: unexpected: {finding.message}")
    return sorted(problems)


def _different_fields(mark: Mark, finding: Finding) -> list[str]:
    return [
        f"{mark}: {name} is {finding.fields.get(name)!r} in {finding.message!r}"
        for name, value in mark.fields.items()
        if finding.fields.get(name) != value
    ]


def _place(finding: Finding, lines: list[bytes]) -> tuple[int, int, str]:
    before = lines[finding.span.line - 1][: finding.span.column]
    return (finding.span.line, len(before.decode("utf-8")), finding.code)


def _utf8_lines(data: bytes) -> list[bytes]:
    """The lines of *data* in the encoding that ``ast`` counts columns in."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding).encode("utf-8").splitlines()


def _comments(data: bytes, path: Path) -> Iterable[tuple[int, str]]:
    try:
        for token in tokenize.tokenize(io.BytesIO(data).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError) as error:
        raise MarkError(f"{path.name}: {error}") from error


def _marks_in(comment: str, line: int, own_code: str, where: str) -> Iterable[Mark]:
    starts = list(_MARK.finditer(comment))
    if not starts and _ALMOST_MARK.match(comment):
        raise MarkError(f"{where}: {comment!r} looks like a mark; write '# error: COLUMN'")
    ends = [start.start() for start in starts[1:]] + [len(comment)]
    for start, end in zip(starts, ends, strict=False):
        code = own_code if start[1] == "error" else start[1]
        if not code:
            raise MarkError(f"{where}: '# error:' in a file whose name has no code")
        yield _mark(comment[start.end() : end], line, code, where)


def _mark(text: str, line: int, code: str, where: str) -> Mark:
    try:
        call = ast.parse(f"mark({text.strip()})", mode="eval").body
        assert isinstance(call, ast.Call)
        columns = [ast.literal_eval(argument) for argument in call.args]
        named = {word.arg or "**": ast.literal_eval(word.value) for word in call.keywords}
    except (SyntaxError, ValueError) as error:
        raise MarkError(f"{where}: cannot read the mark {text.strip()!r}") from error
    if len(columns) != 1 or type(columns[0]) is not int:
        raise MarkError(f"{where}: a mark starts with one column, not {text.strip()!r}")
    if not all(isinstance(value, str) for value in named.values()):
        raise MarkError(f"{where}: the fields of a mark are strings: {text.strip()!r}")
    return Mark(line, columns[0], code, named)


def without_marks(data: bytes) -> bytes:
    """*data* (UTF-8) with the marks taken out, and the white space before them."""
    return re.sub(rb"[ \t]*# (?:error|ASY\d{3}):[^\r\n]*", b"", data)
