"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import REACHED, reached

rule = Rule(code="ASY152", name="blocking-http-reached", message=REACHED, fixable="unsafe")
rule.check_effect("http", reached=True)(reached(rule))
