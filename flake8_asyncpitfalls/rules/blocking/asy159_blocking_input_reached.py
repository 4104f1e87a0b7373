"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import REACHED, reached

rule = Rule(code="ASY159", name="blocking-input-reached", message=REACHED, fixable="unsafe")
rule.check_effect("input", reached=True)(reached(rule))
