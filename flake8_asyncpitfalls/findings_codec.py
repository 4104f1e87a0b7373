"""Findings as plain JSON rows and back. A row holds no edits: fixes are made anew from the text.

Rows come out of a folder that anybody may have written to, so reading one checks every value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Hop, Severity, Span

Row = list[Any]
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
        return tuple(_decode(*row) for row in rows)
    except (TypeError, ValueError) as error:
        raise ForeignRowError(str(error)) from error


def _without_edits(finding: Finding) -> Finding:
    return replace(finding, fix=finding.fix and replace(finding.fix, edits=()))


def _encode(finding: Finding) -> Row:
    span, fix = finding.span, finding.fix
    return [
        finding.code,
        finding.name,
        finding.message,
        [span.line, span.column, span.end_line, span.end_column],
        [str(fix.applicability), fix.description] if fix else [],
        [[hop.path, hop.line, hop.what] for hop in finding.chain],
        finding.fields,
        str(finding.severity),
    ]


def _decode(
    code: Any, name: Any, message: Any, span: Any, fix: Any, chain: Any, fields: Any, severity: Any
) -> Finding:
    if not _CODE.fullmatch(code) or not _NAME.fullmatch(name):
        raise ForeignRowError(code)
    line, column, end_line, end_column = map(_number, span)
    if not 0 < line <= end_line <= line + _MAX_LINES:
        raise ForeignRowError(f"lines {line} to {end_line}")
    return Finding(
        code,
        name,
        _text(message),
        Span(line, column, end_line, end_column),
        _decode_fix(*fix) if fix else None,
        tuple(_decode_hop(*hop) for hop in chain),
        dict(zip(map(_text, fields), map(_text, fields.values()), strict=True)) if fields else {},
        Severity(_text(severity)),
    )


def _decode_fix(applicability: Any, description: Any) -> Fix:
    return Fix(Applicability(_text(applicability)), _text(description), ())


def _decode_hop(path: Any, line: Any, what: Any) -> Hop:
    return Hop(_text(path), _number(line), _text(what))


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > _MAX_TEXT or not value.isprintable():
        raise ForeignRowError(repr(value)[:80])
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_NUMBER:
        raise ForeignRowError(repr(value)[:80])
    return value
