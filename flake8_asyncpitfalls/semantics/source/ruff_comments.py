"""Ruff's own comments that leave something out, beside ``# noqa``: by codes or by rules' names.

``# ruff: ignore[RUF006]`` counts for its line, or, on a line of its own, for the next one that holds
code; ``# ruff: file-ignore[...]`` for the file; ``# ruff: disable[...]`` up to ``# ruff: enable[...]``
or the end of its block. Seen in ruff 0.15 to 0.17.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMENT = re.compile(r"#\s*ruff:\s*(ignore|file-ignore|disable|enable)\[([^\]]*)\]")
_SEPARATOR = re.compile(r"[,\s]+")


def ruff_codes(lines: Sequence[str]) -> list[frozenset[str]]:
    """What is left out on each of *lines*."""
    everywhere: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    disabled: dict[str, int] = {}
    found: list[frozenset[str]] = []
    for line in lines:
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if text and not text.startswith("#"):
            disabled = {code: depth for code, depth in disabled.items() if depth <= indent}
        here: frozenset[str] = frozenset()
        for kind, listed in _COMMENT.findall(line):
            codes = frozenset(filter(None, _SEPARATOR.split(listed)))
            if kind == "file-ignore":
                everywhere |= codes
            elif kind == "disable":
                disabled.update(dict.fromkeys(codes, indent))
            elif kind == "enable":
                disabled = {code: depth for code, depth in disabled.items() if code not in codes}
            elif text.startswith("#"):
                awaited |= codes
            else:
                here |= codes
        if text and not text.startswith("#"):
            here, awaited = here | awaited, frozenset()
        found.append(here | disabled.keys())
    return [codes | everywhere for codes in found]
