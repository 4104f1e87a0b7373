"""What .gitignore files leave out, after https://git-scm.com/docs/gitignore.

The patterns become one regular expression a file, since a project has thousands of files and most
of them match nothing.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of the file in the directory *folder*, in their order."""

    folder: str
    rules: tuple[tuple[re.Pattern[str], bool], ...]
    any_rule: re.Pattern[str] | None

    def verdict(self, path: str) -> bool | None:
        """Whether *path* (relative, a directory ends in a slash) is ignored; None: not said."""
        if self.any_rule is None or not self.any_rule.match(path):
            return None
        return next((ignores for rule, ignores in reversed(self.rules) if rule.match(path)), None)


@dataclass(frozen=True, slots=True)
class GitIgnore:
    """The .gitignore files that count in one directory, the outermost first."""

    files: tuple[_Rules, ...] = ()

    @classmethod
    def above(cls, folder: str) -> GitIgnore:
        """Those in the directories above *folder*, up to the root of its repository."""
        parents = []
        current = folder
        while not os.path.exists(os.path.join(current, ".git")):
            current, last = os.path.dirname(current), current
            if current == last:
                return cls()
            parents.append(current)
        found = cls()
        exclude = os.path.join(current, ".git", "info", "exclude")
        found = found._added(current, exclude)
        for parent in reversed(parents):
            found = found.within(parent)
        return found

    def within(self, folder: str) -> GitIgnore:
        """These and the one in *folder*."""
        return self._added(folder, os.path.join(folder, ".gitignore"))

    def is_ignored(self, path: str, is_folder: bool) -> bool:
        """Whether the absolute *path* is left out, its directories not being so."""
        slash = "/" if is_folder else ""
        for rules in reversed(self.files):
            relative = path[len(rules.folder) :].lstrip(os.sep).replace(os.sep, "/")
            verdict = rules.verdict(relative + slash)
            if verdict is not None:
                return verdict
        return False

    def _added(self, folder: str, file: str) -> GitIgnore:
        try:
            with open(file, encoding="utf-8", errors="surrogateescape") as lines:
                sources = [_translate(line.rstrip("\r\n")) for line in lines]
        except OSError:
            return self
        known = [(source, ignores) for source, ignores in sources if source]
        if not known:
            return self
        anything = re.compile("|".join(source for source, _ in known))
        rules = tuple((re.compile(source), ignores) for source, ignores in known)
        return GitIgnore((*self.files, _Rules(folder, rules, anything)))


def _translate(line: str) -> tuple[str, bool]:
    """The regular expression for one *line* (empty when it has no pattern), and if it ignores."""
    line = re.sub(r"(?<!\\) +$", "", line)
    ignores = not line.startswith("!")
    pattern = line if ignores else line[1:]
    if not pattern or line.startswith("#"):
        return "", True
    folder_only = pattern.endswith("/")
    pattern = pattern.rstrip("/") if folder_only else pattern
    is_anchored = "/" in pattern
    pattern = pattern.removeprefix("/")
    if not pattern:
        return "", True
    start = "" if is_anchored else "(?:.*/)?"
    try:
        source = start + _glob(pattern) + ("/" if folder_only else "/?") + r"\Z"
        re.compile(source)
    except re.error:
        return "", True
    return source, ignores


_CLASS = r"\[[!^]?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]"
_TOKEN = re.compile(rf"\A\*\*/|/\*\*/|/\*\*\Z|\*+|\?|{_CLASS}|\\.|.", re.DOTALL)


def _glob(pattern: str) -> str:
    return "".join(_expression(match[0]) for match in _TOKEN.finditer(pattern))


def _expression(token: str) -> str:
    match token:
        case "**/":
            return "(?:.*/)?"
        case "/**/":
            return "/(?:.*/)?"
        case "/**":
            return "/.+"
        case "?":
            return "[^/]"
        case _ if token.startswith("*"):
            return "[^/]*"
        case _ if token.startswith("[") and len(token) > 1:
            return _character_class(token[1:-1])
        case _ if token.startswith("\\"):
            return re.escape(token[1:])
    return re.escape(token)


_NAMED = {"alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "space": r"\s", "upper": "A-Z"}


def _character_class(inside: str) -> str:
    is_negated = inside[:1] in {"!", "^"}
    body = inside[1:] if is_negated else inside
    body = re.sub(r"\[:(\w+):\]", lambda match: _NAMED.get(match[1], ""), body)
    body = body.replace("[", r"\[").replace("^", r"\^")
    if body.startswith("]"):
        body = "\\" + body
    return f"(?!/)[{'^' if is_negated else ''}{body}]"
