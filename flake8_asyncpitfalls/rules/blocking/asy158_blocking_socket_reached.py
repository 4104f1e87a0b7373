"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import REACHED, reached

rule = Rule(code="ASY158", name="blocking-socket-reached", message=REACHED, fixable="unsafe")
rule.check_effect("socket", reached=True)(reached(rule))
