"""``--unused-noqa``: comments that suppress a rule of ours where it finds nothing.

Only codes of our own rules that this run checks are judged; other linters' codes and rules that were
not asked for stay as they are. So do codes of what is reached through helpers: on a helper's blocking
line they silence findings in other files.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable
from typing import NamedTuple

from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Severity
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions
from flake8_asyncpitfalls.span import Span

CODE, NAME = "ASY001", "unused-noqa"
_COMMENT = re.compile(r"#\s*noqa(?P<colon>:\s?)(?P<codes>(?:[A-Za-z]+[0-9]+[,\s]*)+)")
_OURS = re.compile(r"ASY\d{1,3}\Z")
_REACHED = re.compile(r"ASY(15\d|16\d|954)\Z")


class Unused(NamedTuple):
    """One comment: its place (line from 1, characters from 0), its *codes* that do nothing.

    *text* is what the comment is without them, empty where nothing is left of it.
    """

    line: int
    column: int
    end_column: int
    codes: tuple[str, ...]
    text: str

    def as_finding(self, text: str) -> Finding:
        """It as a finding in the file *text*."""
        line = text.splitlines()[self.line - 1]
        start = len(line[: self.column].encode("utf-8", "surrogatepass"))
        end = len(line[: self.end_column].encode("utf-8", "surrogatepass"))
        codes = ", ".join(self.codes)
        return Finding(
            CODE,
            NAME,
            f"the comment suppresses {codes}, which finds nothing here; remove it",
            Span(self.line, start, self.line, end),
            Fix(Applicability.SAFE, "remove it", ()),
            severity=Severity.NOTE,
        )


def unused_in(text: str, findings: Iterable[Finding], checked: Iterable[str]) -> list[Unused]:
    """The comments of the file *text* that do nothing for one of their codes.

    *findings* are all findings of the file, suppressed ones too; *checked* the codes of the rules
    that ran.
    """
    suppressions = Suppressions(text)
    found = [(finding.span.line, finding.code) for finding in findings]
    rules = tuple(checked)
    unused = []
    for token in _comments(text):
        match = _COMMENT.search(token.string)
        if match is None:
            continue
        first, last = suppressions.line_range(token.start[0])
        here = {code for line, code in found if first <= line <= last}
        codes = re.findall(r"[^,\s]+", match["codes"])
        idle = tuple(code for code in codes if _is_idle(code, here, rules))
        if idle:
            unused.append(_without(token, match, codes, idle))
    return unused


def _is_idle(code: str, here: set[str], rules: tuple[str, ...]) -> bool:
    judged = [rule for rule in rules if rule.startswith(code)]
    if not _OURS.match(code) or not judged or any(map(_REACHED.match, judged)):
        return False
    return not any(found.startswith(code) for found in here)


def _without(
    token: tokenize.TokenInfo, match: re.Match[str], codes: list[str], idle: tuple[str, ...]
) -> Unused:
    kept = ",".join(code for code in codes if code not in idle)
    comment = token.string
    rest = comment[match.start("codes") + len(match["codes"].rstrip(", \t")) :]
    text = f"{comment[: match.start()]}# noqa{match['colon']}{kept}{rest}" if kept else rest.strip()
    text = text if kept or text.startswith("#") or not text else f"# {text}"
    return Unused(token.start[0], token.start[1], token.end[1], idle, text)


def _comments(text: str) -> list[tokenize.TokenInfo]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [token for token in tokens if token.type == tokenize.COMMENT]


def without_unused(text: str, unused: Iterable[Unused]) -> str:
    """*text* whose comments say no more than they do."""
    lines = text.splitlines(keepends=True)
    for one in unused:
        line = lines[one.line - 1]
        before, after = line[: one.column], line[one.end_column :]
        lines[one.line - 1] = (before + one.text if one.text else before.rstrip()) + after
    return "".join(lines)
