"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import DIRECT, direct

rule = Rule(code="ASY103", name="blocking-database", message=DIRECT, fixable="safe or unsafe")
rule.check_effect("database")(direct(rule))
