"""Codes and names of rules as users write them, checked without importing the rules."""

from __future__ import annotations

import functools
import os
import re

import flake8_asyncpitfalls


@functools.cache
def known_rules() -> dict[str, str]:
    """The name of every rule by its code; a rule's file is called after both."""
    found = {}
    for package in flake8_asyncpitfalls.__path__:
        for _, _, files in os.walk(os.path.join(package, "rules")):
            for file in files:
                match = re.fullmatch(r"(asy\d{3})_(\w+)\.py", file)
                if match:
                    found[match[1].upper()] = match[2].replace("_", "-")
    return found


def code_of(word: str) -> str:
    """The code of the rule whose name is *word*; *word* itself when no rule is called so."""
    if "-" not in word:
        return word
    return next((code for code, name in known_rules().items() if name == word), word)


def guess_of(word: str) -> str:
    """``; did you mean 'blocking-sleep'?`` where a code or name is near to *word*, else nothing."""
    from difflib import get_close_matches

    rules = known_rules()
    near = get_close_matches(word, [*rules, *rules.values()], n=1, cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""


def unknown_codes(codes: tuple[str, ...]) -> list[str]:
    """Those of *codes* with which the code of no rule starts."""
    return [code for code in codes if not any(rule.startswith(code) for rule in known_rules())]
