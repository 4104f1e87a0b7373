"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import REACHED, reached

rule = Rule(code="ASY160", name="blocking-wait-reached", message=REACHED, fixable="unsafe")
rule.check_effect("wait", reached=True)(reached(rule))
