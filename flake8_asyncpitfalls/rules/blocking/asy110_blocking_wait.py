"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import DIRECT, direct

rule = Rule(code="ASY110", name="blocking-wait", message=DIRECT, fixable="safe or unsafe")
rule.check_effect("wait")(direct(rule))
