"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import DIRECT, direct

rule = Rule(
    code="ASY100", name="configured-blocking-call", message=DIRECT, fixable="safe or unsafe"
)
rule.check_effect("configured")(direct(rule))
