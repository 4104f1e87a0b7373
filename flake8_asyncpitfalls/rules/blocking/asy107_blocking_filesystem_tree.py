"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import DIRECT, direct

rule = Rule(
    code="ASY107", name="blocking-filesystem-tree", message=DIRECT, fixable="safe or unsafe"
)
rule.check_effect("filesystem")(direct(rule))
