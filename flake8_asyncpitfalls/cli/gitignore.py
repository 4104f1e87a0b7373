"""What .gitignore files leave out, after https://git-scm.com/docs/gitignore.

The patterns become one regular expression a file, since a project has thousands of files and most
of them match nothing. pathspec 1.1 would be shorter, but it differs from git in what a test asks of
us: ``a/**`` leaves out the directory itself, and ``**``, ``!c.py``, ``!/a`` loses ``a/c.py``.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from flake8_asyncpitfalls.content import MAX_TEXT_BYTES, read_regular
from flake8_asyncpitfalls.git_index import repository_top


class _Rule(NamedTuple):
    """One line: the expression for what it speaks of, and what it says."""

    source: str
    ignores: bool
    is_for_folders: bool

    def is_about(self, path: str, is_folder: bool) -> bool:
        return (is_folder or not self.is_for_folders) and bool(re.match(self.source, path))


class _Rules(NamedTuple):
    """The lines of the file in the directory *folder* (with a slash), in their order."""

    folder: str
    rules: tuple[_Rule, ...]
    any_rule: re.Pattern[str]

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        """Whether *path* (relative) is ignored; None when no line says anything about it."""
        if not self.any_rule.match(path):
            return None
        lines = reversed(self.rules)
        return next((rule.ignores for rule in lines if rule.is_about(path, is_folder)), None)


class GitIgnore(NamedTuple):
    """The .gitignore files that count in one directory, the outermost first."""

    files: tuple[_Rules, ...] = ()

    @classmethod
    def above(cls, folder: str) -> GitIgnore:
        """Those in the directories above *folder*, up to the root of its repository."""
        top = repository_top(folder)
        if top is None:
            return cls()
        parents = []
        while folder != top:
            folder = os.path.dirname(folder)
            parents.append(folder)
        exclude = os.path.join(top, ".git", "info", "exclude")
        found = cls()._added(os.path.join(top, ""), exclude)
        for parent in reversed(parents):
            found = found.within(os.path.join(parent, ""))
        return found

    def within(self, folder: str) -> GitIgnore:
        """These and the one in *folder*, which ends in a slash."""
        return self._added(folder, f"{folder}.gitignore")

    def is_ignored(self, path: str, is_folder: bool) -> bool:
        """Whether the absolute *path* is left out, its directories not being so."""
        for rules in reversed(self.files):
            relative = path[len(rules.folder) :].replace(os.sep, "/")
            verdict = rules.verdict(relative, is_folder)
            if verdict is not None:
                return verdict
        return False

    def _added(self, folder: str, file: str) -> GitIgnore:
        try:
            text = read_regular(file, MAX_TEXT_BYTES).decode("utf-8", "surrogateescape")
        except OSError:
            return self
        found = [_translate(line) for line in re.split("\r\n|\n|\r", text)]
        rules = tuple(rule for rule in found if rule)
        if not rules:
            return self
        any_rule = re.compile("|".join(rule.source for rule in rules))
        return GitIgnore((*self.files, _Rules(folder, rules, any_rule)))


def _translate(line: str) -> _Rule | None:
    """What one *line* says; None when it has no pattern or none that can match."""
    line = re.sub(r"(?<!\\) +$", "", line)
    ignores = not line.startswith("!")
    pattern = line if ignores else line[1:]
    if not pattern or line.startswith("#"):
        return None
    is_for_folders = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    is_anchored = "/" in pattern
    pattern = pattern.removeprefix("/")
    if not pattern:
        return None
    start = "" if is_anchored else "(?:.*/)?"
    try:
        source = rf"{start}{_glob(pattern)}\Z"
        re.compile(source)
    except re.error:
        return None
    return _Rule(source, ignores, is_for_folders)


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
