"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import REACHED, reached

rule = Rule(code="ASY161", name="cpu-bound-call-reached", message=REACHED, fixable="unsafe")
rule.check_effect("cpu", reached=True)(reached(rule))
