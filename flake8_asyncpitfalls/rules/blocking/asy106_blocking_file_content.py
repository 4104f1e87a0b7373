"""## What it does"""

from __future__ import annotations

from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking import DIRECT, direct

rule = Rule(code="ASY106", name="blocking-file-content", message=DIRECT, fixable="safe or unsafe")
rule.check_effect("file")(direct(rule))
