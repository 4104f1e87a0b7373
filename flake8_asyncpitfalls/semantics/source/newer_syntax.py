"""Which newer Python a file is written for that this one cannot parse, as its text tells.

Only forms that no older Python has are known, each by the line that the parser stops at.
"""

from __future__ import annotations

import builtins
import re
import sys
from typing import NamedTuple


class Newer(NamedTuple):
    """A form of syntax, in words, and the first Python (major, minor) that has it."""

    what: str
    python: tuple[int, int]


_NAME = r"[^\W\d]\w*"
_FORMS = (
    (re.compile(rf"\s*lazy\s+(import|from)\s+{_NAME}"), Newer("a lazy import", (3, 15))),
    (
        re.compile(rf"\s*(async\s+def|def|class|type)\s+{_NAME}\s*\[[^\]\"'=]*="),
        Newer("a default of a type parameter", (3, 13)),
    ),
    (
        re.compile(rf"\s*(async\s+def|def|class)\s+{_NAME}\s*\["),
        Newer("a type parameter", (3, 12)),
    ),
    (
        re.compile(rf"\s*type\s+{_NAME}\s*(\[.*\]\s*)?="),
        Newer("a 'type' statement", (3, 12)),
    ),
)
_EXCEPT = re.compile(rf"\s*except\b\s*\*?\s*({_NAME}[\w.]*(?:\s*,\s*{_NAME}[\w.]*)+)\s*:")
_TEMPLATE = re.compile(r"(?:^|[^\w\"'])(?:t|rt|tr)$", re.IGNORECASE)
_NESTED = re.compile(
    r"""(?<!\w)(?:f|rf|fr)(["'])(?:(?!\1)[^{}])*"""  # up to the field
    r"""\{(?:(?:(?!\1)[^{}])*[\[(,=+])?\s*f?\1.*\1.*\}.*\1""",  # its string, its end, the end
    re.IGNORECASE,
)
"""The quotes of an f-string around a string in its field."""
_IN_FIELD = ("f-string expression part cannot include a backslash",)


def newer_syntax(data: bytes, error: SyntaxError) -> Newer | None:
    """What in *data*, where this Python found *error*, is syntax of a newer Python, if it is."""
    found = _found(data.decode("utf-8", "replace"), error)
    return found if found is not None and found.python > sys.version_info[:2] else None


def _found(text: str, error: SyntaxError) -> Newer | None:
    lines = text.splitlines()
    number = error.lineno or 0
    if not 0 < number <= len(lines):
        return None
    line = lines[number - 1]
    for pattern, newer in _FORMS:
        if pattern.match(line):
            return newer
    if _has_bare_exceptions(line, text):
        return Newer("'except' without brackets", (3, 14))
    if _is_template(line, (error.offset or 1) - 1):
        return Newer("a template string", (3, 14))
    if "unpacking cannot be used in comprehension" in error.msg:
        return Newer("unpacking in a comprehension", (3, 15))
    if _NESTED.search(line) or error.msg.startswith(_IN_FIELD):
        return Newer("an f-string with its quotes or a backslash in a field", (3, 12))
    return None


def _has_bare_exceptions(line: str, text: str) -> bool:
    """Whether all names are exceptions: in Python 2 the last one was the name of what was caught."""
    match = _EXCEPT.match(line)
    if match is None:
        return False
    last = match[1].rpartition(",")[2].strip()
    if "." in last or hasattr(builtins, last):
        return True
    return bool(
        re.search(rf"^\s*(class\s+{last}\b|(from|import)\b.*\b{last}\b)", text, re.MULTILINE)
    )


def _is_template(line: str, column: int) -> bool:
    """Whether a string with the prefix ``t`` is what the parser stops at in *column* (from 0)."""
    starts = (column, column + 1, column + 2)
    return any(
        line[start : start + 1] in ("'", '"') and _TEMPLATE.search(line[:start]) is not None
        for start in starts
    )
