"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import REACHED, reached

rule = Rule(code="ASY153", name="blocking-database-reached", message=REACHED, fixable="unsafe")
rule.check_effect("database", reached=True)(reached(rule))
