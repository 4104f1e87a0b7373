"""What a rule's page, the docstring of its module, says: by heading, in one line, or all of it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules import HEADINGS

if TYPE_CHECKING:
    from types import ModuleType


def sections(module: ModuleType) -> dict[str, str]:
    """The docstring of a rule's *module* by heading, in the docstring's order."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (inspect.getdoc(module) or "").splitlines():
        heading = line[3:].strip()
        if line.startswith("## ") and heading in HEADINGS:
            lines = found.setdefault(heading, [])
        else:
            lines.append(line)
    return {heading: "\n".join(text).strip() for heading, text in found.items()}


def summary(module: ModuleType) -> str:
    """What the rule of *module* does in one line: the first sentence of its first section."""
    paragraph = sections(module).get(HEADINGS[0], "").split("\n\n")[0]
    sentence, dot, _ = f"{' '.join(paragraph.split())} ".partition(". ")
    return sentence.strip() + dot.strip()


def page_name(module: ModuleType) -> str:
    """The file name of a rule's page on the documentation site: ``asy101-blocking-sleep.html``."""
    return f"{module.rule.code.lower()}-{module.rule.name}.html"
