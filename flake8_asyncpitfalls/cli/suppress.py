"""``--add-noqa``: a comment on every line with a finding that flake8, too, will honour."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.encoding import decode
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable

_WITH_CODES = re.compile(r"# noqa:\s?(?:[a-z]+[0-9]+[,\s]*)*[a-z]+[0-9]+", re.IGNORECASE)


def add_noqa(data: bytes, findings: Iterable[tuple[int, str]], reason: str = "") -> bytes:
    """*data* with comments that suppress the *findings* (line from 1, and code), and say the *reason*.

    A comment that is there gets the code added. A line where that does not work, such as one whose
    string holds what looks like a comment, stays as it is.
    """
    text, encoding = decode(data)
    suppressions = Suppressions(data)
    codes: dict[int, set[str]] = {}
    for line, code in findings:
        codes.setdefault(suppressions.line_range(line)[1], set()).add(code)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    for line, wanted in codes.items():
        old = lines[line - 1]
        lines[line - 1] = _commented(old, sorted(wanted), f" - {reason}" if reason else "")
        if not _is_same_program(text, "".join(lines)):
            lines[line - 1] = old
    return "".join(lines).encode(encoding)


def _commented(line: str, codes: list[str], reason: str) -> str:
    content = line.rstrip("\r\n")
    end = line[len(content) :]
    present = _WITH_CODES.search(content)
    if present:
        added = f"{present[0]},{','.join(codes)}"
        rest = content[present.end() :]
        return f"{content[: present.start()]}{added}{rest if rest.strip() else reason}{end}"
    return f"{content.rstrip()}  # noqa: {','.join(codes)}{reason}{end}"


def _is_same_program(before: str, after: str) -> bool:
    try:
        return ast.dump(ast.parse(before)) == ast.dump(ast.parse(after))
    except SyntaxError:
        return False
