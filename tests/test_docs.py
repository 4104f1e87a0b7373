"""The rules' pages, and the README's table, which is made from them."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from flake8_asyncpitfalls import docs
from flake8_asyncpitfalls.errors import RuleError, SettingsError
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules import HEADINGS, rule_modules

RULES = [pytest.param(module, id=module.rule.code) for module in rule_modules()]


def make_module(text: str) -> ModuleType:
    module = ModuleType("made", doc=textwrap.dedent(text))
    module.rule = Rule("ASY901", "thing", "x", Severity.NOTE, optional=True)  # type: ignore[attr-defined]
    return module


@pytest.fixture
def module() -> ModuleType:
    return make_module("""\
        A page.

        ## What it does
        Reports `a | b`
        on one line. And more.

        Second paragraph.

        ## Example

            # ## Instead
            f()
        """)


def test_sections_go_by_heading(module: ModuleType) -> None:
    assert list(docs.sections(module)) == ["What it does", "Example"]
    assert docs.sections(module)["Example"].splitlines()[-1].strip() == "f()"


def test_summary_is_the_first_sentence(module: ModuleType) -> None:
    assert docs.summary(module) == "Reports `a | b` on one line."


@pytest.mark.parametrize("text", ["", "## What it does\n", "## What it does\nNo full stop"])
def test_summary_of_a_short_page_is_what_there_is(text: str) -> None:
    assert docs.summary(make_module(text)) in ("", "No full stop")


def test_table_escapes_bars(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "rule_modules", lambda: (module,))
    last_row = docs.rule_table().splitlines()[-1]
    assert last_row == r"| ASY901 | thing | Reports `a \| b` on one line. | note | opt | – |"


def test_table_goes_between_the_markers() -> None:
    text = f"before\n{docs.BEGIN}\nold\n{docs.END}\nafter\n"
    assert docs.renewed(text) == f"before\n{docs.BEGIN}\n{docs.rule_table()}\n{docs.END}\nafter\n"
    assert docs.renewed(docs.renewed(text)) == docs.renewed(text)


def test_text_without_markers_is_refused() -> None:
    with pytest.raises(RuleError, match="rules:begin"):
        docs.renewed("no markers")


def test_command_renews_a_file_and_prints_the_table(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"a {docs.BEGIN} {docs.END} b", encoding="utf-8")
    command = [sys.executable, "-m", "flake8_asyncpitfalls.docs"]
    subprocess.run([*command, "--write", str(path)], check=True)
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert printed.strip() in path.read_text(encoding="utf-8")
    assert subprocess.run([*command, "--other"], capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("word", ["ASY999", "blocking-slep", ""])
def test_unknown_rule_is_an_error_of_the_user(word: str) -> None:
    with pytest.raises(SettingsError, match="is not a rule"):
        docs.explain(word)


@pytest.mark.parametrize("module", RULES)
def test_page_has_all_headings_and_text(module: ModuleType) -> None:
    page = docs.explain(module.rule.code)
    assert docs.explain(module.rule.name) == page
    assert page.startswith(f"# {module.rule.code} {module.rule.name}\n")
    parts = docs.sections(module)
    assert list(parts) == list(HEADINGS)
    assert [heading for heading, text in parts.items() if not text] == []


@pytest.mark.parametrize("module", RULES)
def test_list_has_a_line_for_each_rule(module: ModuleType) -> None:
    lines = [line for line in docs.list_rules().splitlines() if module.rule.code in line.split()]
    assert len(lines) == 1
    assert docs.summary(module) in lines[0]


@pytest.mark.parametrize("module", RULES)
def test_examples_on_the_page_are_python(module: ModuleType) -> None:
    for heading in ("Example", "Instead"):
        for code in code_blocks(docs.sections(module)[heading]):
            ast.parse(code)


def code_blocks(text: str) -> list[str]:
    """The Python code in fences or indented by four in a Markdown *text*."""
    fenced = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    if fenced:
        return [str(block) for block in fenced]
    indented = [line for line in text.splitlines() if line.startswith("    ") or not line.strip()]
    return [inspect.cleandoc("\n" + "\n".join(indented))]
