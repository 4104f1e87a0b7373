"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import DIRECT, direct

rule = Rule(code="ASY108", name="blocking-socket", message=DIRECT, fixable="safe or unsafe")
rule.check_effect("socket")(direct(rule))
