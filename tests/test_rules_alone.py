"""Each rule by itself finds what it finds among all: it needs nothing that others have worked out."""

from __future__ import annotations

import ast
import collections
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from marking import MarkedFile, needed_python, settings_from

from flake8_asyncpitfalls.finding import Applicability, Finding
from flake8_asyncpitfalls.fix_conflicts import without_conflicts
from flake8_asyncpitfalls.lint import Linter
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules import all_rules
from flake8_asyncpitfalls.safe_fixes import HALF, IN_A_ROW
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.settings import Settings

TESTS = Path(__file__).parent
FILES = [
    path
    for path in sorted([
        *(TESTS / "eval_files").glob("*.py"),
        *(TESTS / "peers").glob("*.py"),
        *(TESTS.parent / "examples").rglob("before.py"),
    ])
    if needed_python(path) <= sys.version_info[:2]
]  # fmt: skip
SHARE = 24
"""One rule in so many is tried on a file in which it need not find anything."""
CODES = [rule.code for rule in all_rules()]


def found(path: Path, data: bytes, settings: Settings, *rules: Rule) -> dict[str, list[Finding]]:
    """The findings of *rules* in a file that nothing has looked at before, by code."""
    linter = Linter(Project(settings), settings, rules)
    by_code = collections.defaultdict(list)
    for finding in linter.findings(Source(str(path), data, ast.parse(data))):
        by_code[finding.code].append(finding)
    return by_code


def settings_of(path: Path) -> Settings:
    headers = MarkedFile.read(path, "ASY000").headers
    values = ast.literal_eval(headers.get("settings", "{}"))
    return settings_from({**values, "enable": CODES})


def can_find(rule: Rule, data: bytes) -> bool:
    """Whether the bytes hold what a check of *rule* wants to see at all."""
    return any(
        not check.mentions or any(word in data for word in check.mentions) for check in rule.checks
    )


def test_there_are_files_with_findings_of_every_rule() -> None:
    assert len(FILES) > 250
    assert {path.name[:6].upper() for path in FILES} >= set(CODES)


def check_alone(path: Path, rules: Iterable[Rule]) -> None:
    """Hold what each of *rules* finds in the file by itself against what it finds among all."""
    data, settings = path.read_bytes(), settings_of(path)
    together = found(path, data, settings, *all_rules())
    for rule in rules:
        if can_find(rule, data):
            alone = found(path, data, settings, rule).get(rule.code, [])
            others = [one for code, ones in together.items() if code != rule.code for one in ones]
            weighed = [one for one in without_conflicts([*alone, *others]) if one.code == rule.code]
            expected = together.get(rule.code, [])
            assert list(map(by_itself, weighed)) == list(map(by_itself, expected)), rule.code


def by_itself(finding: Finding) -> Finding:
    """*finding* without what others of its function say of its fix: half, or one of several waits."""
    fix = finding.fix
    remark = next((one for one in (HALF, IN_A_ROW) if fix and fix.description.endswith(one)), "")
    if fix is None or not remark:
        return finding
    told = fix.description.removesuffix(f"; {remark}")
    return replace(finding, fix=replace(fix, applicability=Applicability.SAFE, description=told))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_alone_and_among_all(path: Path) -> None:
    """The file's own rule and a few others, in turn; all of them in ``sweep``."""
    turn = FILES.index(path)
    own = {mark.code for mark in MarkedFile.read(path, path.parent.name[:6].upper()).marks}
    check_alone(
        path,
        [
            rule
            for index, rule in enumerate(all_rules())
            if rule.code in own or (index + turn) % SHARE == 0
        ],
    )
