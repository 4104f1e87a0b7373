"""The registry finds the rules and refuses what is not one."""

from __future__ import annotations

import importlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from flake8_asyncpitfalls.errors import RuleError
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.findings_codec import decode_findings, encode_findings
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules import (
    HEADINGS,
    all_rules,
    find_rule_module,
    load_rule_modules,
    rule_modules,
    validate,
)
from flake8_asyncpitfalls.span import Span

DOCSTRING = "\n\n".join(f"## {heading}\n\nText." for heading in HEADINGS)

RULE = f'''"""A rule.

{DOCSTRING}
"""
import ast
from flake8_asyncpitfalls.finding import (Severity)
from flake8_asyncpitfalls.rule import Rule

rule = Rule(code="CODE", name="NAME", severity=Severity.NOTE, message="{{call}} blocks")


@rule.check(ast.Call)
def check(call, model):
    yield rule.finding(call, call="f")
'''

MakePackage = Callable[[dict[str, str]], ModuleType]


def rule_text(code: str, name: str) -> str:
    return RULE.replace("CODE", code).replace("NAME", name)


@pytest.fixture
def make_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePackage]:
    """A function that writes files by path into a new package and imports it."""
    numbers = itertools.count()
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def make(files: dict[str, str]) -> ModuleType:
        name = f"made_rules_{next(numbers)}"
        for path, text in {"__init__.py": "", "family/__init__.py": "", **files}.items():
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield make
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_rule_without_a_severity_is_refused(make_package: MakePackage) -> None:
    text = rule_text("ASY901", "thing").replace("severity=Severity.NOTE, ", "")
    with pytest.raises(TypeError, match="severity"):
        load_rule_modules(make_package({"family/asy901_thing.py": text}))


def test_every_rule_declares_a_severity_and_opinions_are_notes() -> None:
    assert all(isinstance(rule.severity, Severity) for rule in all_rules())
    opinions = [rule for rule in all_rules() if rule.code.startswith("ASY9")]
    assert {rule.severity for rule in opinions} == {Severity.NOTE}


def test_a_finding_lowers_the_severity_of_its_rule_and_never_raises_it() -> None:
    span = Span(1, 0, 1, 1)
    rule = Rule("ASY901", "thing", "x", Severity.WARNING)
    assert rule.finding(span).severity is Severity.WARNING
    assert rule.finding(span, severity=Severity.NOTE).severity is Severity.NOTE
    assert rule.finding(span, severity=Severity.ERROR).severity is Severity.WARNING


def test_severity_survives_the_codec() -> None:
    found = Rule("ASY901", "thing", "x", Severity.NOTE).finding(Span(1, 0, 1, 1))
    assert decode_findings(json.loads(json.dumps(encode_findings([found])))) == (found,)


def test_rules_are_found_and_sorted_by_code(make_package: MakePackage) -> None:
    package = make_package(
        {
            "family/asy902_other_thing.py": rule_text("ASY902", "other-thing"),
            "family/asy901_thing.py": rule_text("ASY901", "thing"),
        }
    )
    modules = load_rule_modules(package)
    assert [module.rule.code for module in modules] == ["ASY901", "ASY902"]
    validate(modules)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"family/sleeping.py": rule_text("ASY901", "thing")}, "not called after a rule"),
        ({"family/asy901.py": rule_text("ASY901", "thing")}, "not called after a rule"),
        ({"family/asy901_thing/__init__.py": ""}, "not called after a rule"),
        ({"family/asy901_thing.py": ""}, "has no 'rule"),
        ({"family/asy901_thing.py": rule_text("ASY902", "thing")}, "asy902_thing.py"),
        ({"family/asy901_thing.py": rule_text("ASY901", "other")}, "asy901_other.py"),
        ({"asy901_thing.py": rule_text("ASY901", "thing")}, "folder of a family"),
        (
            {
                "family/asy901_thing.py": rule_text("ASY901", "thing"),
                "family/asy901_other.py": rule_text("ASY901", "other"),
            },
            "ASY901 is taken by",
        ),
        (
            {
                "family/asy901_thing.py": rule_text("ASY901", "thing"),
                "family/asy902_thing.py": rule_text("ASY902", "thing"),
            },
            "thing is taken by",
        ),
    ],
)
def test_what_breaks_a_convention_is_refused(
    make_package: MakePackage, files: dict[str, str], message: str
) -> None:
    package = make_package(files)
    with pytest.raises(RuleError, match=message):
        load_rule_modules(package)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## Why it hurts", "## Why", "headings must be"),
        ("## Like\n", "\n", "headings must be"),
        ("@rule.check(ast.Call)", "", "has no check"),
    ],
)
def test_incomplete_rule_does_not_validate(
    make_package: MakePackage, old: str, new: str, message: str
) -> None:
    text = rule_text("ASY901", "thing")
    assert old in text
    package = make_package({"family/asy901_thing.py": text.replace(old, new)})
    with pytest.raises(RuleError, match=message):
        validate(load_rule_modules(package))


def test_headings_must_keep_their_order(make_package: MakePackage) -> None:
    text = rule_text("ASY901", "thing").replace("## Like", "## X").replace("## Example", "## Like")
    package = make_package({"family/asy901_thing.py": text.replace("## X", "## Example")})
    with pytest.raises(RuleError, match="headings must be"):
        validate(load_rule_modules(package))


def test_own_rules_keep_all_conventions() -> None:
    validate()


def test_own_rules_lie_in_the_family_of_their_number() -> None:
    families = {
        "1": "blocking", "2": "awaiting", "3": "locks", "4": "tasks", "5": "cancellation",
        "6": "loop", "7": "resources", "9": "opinions",
    }  # fmt: skip
    for module in rule_modules():
        assert module.__name__.split(".")[-2] == families[module.rule.code[3]], module.__name__


def test_rules_are_found_by_code_and_by_name() -> None:
    for module in rule_modules():
        assert find_rule_module(module.rule.code) is module
        assert find_rule_module(module.rule.code.lower()) is module
        assert find_rule_module(module.rule.name) is module
    assert find_rule_module("no-such-rule") is None


def test_all_rules_is_computed_once() -> None:
    assert all_rules() is all_rules()
