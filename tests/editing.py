"""Edits tried by position: the code to edit stands between « and » in a program's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import libcst as cst
import pytest

from flake8_asyncpitfalls.edit import AtSpan, Edit
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix
from flake8_asyncpitfalls.fixes.edits import KINDS
from flake8_asyncpitfalls.fixes.engine import FixResult, apply_fixes
from flake8_asyncpitfalls.span import Span


def write_by(
    monkeypatch: pytest.MonkeyPatch, edit: type[AtSpan], write: Callable[..., cst.CSTNode]
) -> None:
    """Let *write* carry out the edits of that kind; what they mean stays."""
    monkeypatch.setitem(KINDS, edit, replace(KINDS[edit], write=write))


MakeEdit = Callable[[Span], Edit]
OPEN, CLOSE = "«", "»"


def position(text: str) -> tuple[int, int]:
    """Where *text* ends, as ``ast`` counts: lines from 1, columns from 0 in UTF-8 bytes."""
    lines = re.split(r"\r\n|\r|\n", text)
    return len(lines), len(lines[-1].encode())


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the span of each marked piece."""
    pieces = re.split(f"[{OPEN}{CLOSE}]", marked)
    ends = [position("".join(pieces[: index + 1])) for index in range(len(pieces) - 1)]
    spans = [Span(*ends[i], *ends[i + 1]) for i in range(0, len(ends), 2)]
    return "".join(pieces), spans


def finding(
    span: Span,
    *edits: Edit,
    code: str = "ASY201",
    applicability: Applicability = Applicability.SAFE,
) -> Finding:
    """A finding at *span* that *edits* fix."""
    return Finding(code, "some-name", "message", span, Fix(applicability, "fix it", edits))


def silent(data: bytes) -> list[Finding]:
    """A lint that finds nothing."""
    return []


def apply_at_marks(
    marked: str, *makers: MakeEdit, encoding: str = "utf-8", extra: Sequence[Edit] = ()
) -> FixResult:
    """Carry out the edits of *makers* on each marked piece of code, one finding a piece."""
    text, spans = unmarked(marked)
    assert spans, "nothing is marked"
    findings = [finding(span, *(make(span) for make in makers), *extra) for span in spans]
    return apply_fixes("/nowhere/program.py", text.encode(encoding), findings, silent, unsafe=False)


def fixed(marked: str, *makers: MakeEdit, extra: Sequence[Edit] = ()) -> str:
    """The text after the edits, each of which must go in."""
    result = apply_at_marks(marked, *makers, extra=extra)
    assert result.withheld == ()
    assert result.applied
    return result.data.decode()


def refusal(marked: str, *makers: MakeEdit) -> str:
    """Why the one edit is withheld; the text must be what it was."""
    result = apply_at_marks(marked, *makers)
    assert result.applied == ()
    assert result.data == unmarked(marked)[0].encode()
    ((_, reason),) = result.withheld
    return reason


def in_coroutine(body: str) -> str:
    """*body* in an ``async def``."""
    lines = body.split("\n")
    return "async def main():\n" + "".join(f"    {line}\n" if line else "\n" for line in lines)
