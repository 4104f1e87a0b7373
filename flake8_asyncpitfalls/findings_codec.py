"""Findings as plain JSON rows and back. A row holds no edits: fixes are made anew from the text.

A dataclass becomes the list of its fields. Rows come out of a folder that anybody may have written
to, so reading one holds every value against the type of its field.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from flake8_asyncpitfalls.finding import Finding, Fix
from flake8_asyncpitfalls.span import Span

Row = list[Any]
Reader = Callable[[Any], Any]
_MAX_TEXT = 20_000
_MAX_NUMBER = 50_000_000
_MAX_LINES = 100_000
_CODE = re.compile(r"ASY\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ForeignRowError(ValueError):
    """A row that we did not write."""


def encode_findings(findings: Iterable[Finding]) -> list[Row] | None:
    """A row for each of *findings*; None when one could not be read back as it is."""
    given = [_without_edits(finding) for finding in findings]
    rows = [_encode(finding) for finding in given]
    try:
        return rows if list(map(repr, decode_findings(rows))) == list(map(repr, given)) else None
    except ForeignRowError:
        return None


def decode_findings(rows: Any) -> tuple[Finding, ...]:
    """The findings that *rows* describe; raises ForeignRowError for anything not from here."""
    try:
        found = tuple(map(_reader(Finding), rows))
    except (TypeError, ValueError, AttributeError) as error:
        raise ForeignRowError(str(error)) from error
    for finding in found:
        if not _CODE.fullmatch(finding.code) or not _NAME.fullmatch(finding.name):
            raise ForeignRowError(finding.code)
    return found


def _without_edits(finding: Finding) -> Finding:
    return replace(finding, fix=finding.fix and replace(finding.fix, edits=()))


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        names = (field.name for field in fields(value))
        return [_encode(getattr(value, name)) for name in names if name != "edits"]
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return str(value) if isinstance(value, enum.Enum) else value


@cache
def _reader(kind: Any) -> Reader:
    """What reads a value of the type *kind*; it raises TypeError or ValueError for another."""
    if kind is str:
        return _text
    if kind is int:
        return _number
    if kind is bool:
        return _flag
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return lambda value: kind(_text(value))
    arguments = get_args(kind)
    if get_origin(kind) in (UnionType, Union):
        read = _reader(next(one for one in arguments if one is not type(None)))
        return lambda value: None if value is None else read(value)
    if get_origin(kind) is tuple and arguments[1:] == (...,):
        read = _reader(arguments[0])
        return lambda value: tuple(map(read, _list(value)))
    if kind == dict[str, str]:
        return lambda value: {_text(key): _text(item) for key, item in value.items()}
    raise NotImplementedError(f"findings hold no {kind}")


def _dataclass_reader(kind: Any) -> Reader:
    # Edits are in no row, and their classes take longer to make than a cache to read.
    hints = get_type_hints(kind, localns={"Edit": object})
    names = [field.name for field in fields(kind) if field.name != "edits"]
    readers = [_reader(hints[name]) for name in names]

    def read(row: Any) -> Any:
        values = [read(item) for read, item in zip(readers, _list(row), strict=True)]
        made = kind(
            **dict(zip(names, values, strict=True)), **({"edits": ()} if kind is Fix else {})
        )
        if isinstance(made, Span) and not 0 < made.line <= made.end_line <= made.line + _MAX_LINES:
            raise ForeignRowError(str(made))
        return made

    return read


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ForeignRowError(repr(value)[:80])
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ForeignRowError(repr(value)[:100])
    return value


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > _MAX_TEXT or not value.isprintable():
        raise ForeignRowError(repr(value)[:80])
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_NUMBER:
        raise ForeignRowError(repr(value)[:80])
    return value
