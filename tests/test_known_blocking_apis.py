"""What is said of every call that other tools take for blocking: flagged, or silent for a reason."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

DATA = Path(__file__).parent / "knowledge" / "known_blocking_apis.toml"
APIS = tomllib.loads(DATA.read_text(encoding="utf-8"))
FLAGGED: dict[str, str] = APIS["flagged"] | {
    name: code for code, names in APIS["on_request"].items() for name in names
}
SILENT: dict[str, str] = APIS["silent"]
# The newest version, so that what only it has is not reported as missing.
SETTINGS = Settings(enable=("ASY9",), target_version=(3, 14))


def snippet(name: str) -> str:
    """A coroutine that calls *name*: a function, a class, or a method of a class."""
    owner, _, last = name.rpartition(".")
    arguments = APIS["arguments"].get(name, "")
    if not owner.rpartition(".")[2][:1].isupper():
        return f"import {owner}\nasync def main():\n    {owner}.{last}({arguments})\n"
    module = owner.rpartition(".")[0]
    if FLAGGED.get(name) == "ASY302":
        made = f"import {module}\nsubject = {owner}()\n"
        return f"{made}async def main():\n    subject.{last}({arguments})\n"
    head = f"import {module}\nasync def main(subject: {owner}):\n"
    return f"{head}    subject.{last}({arguments})\n"


def codes_of(text: str) -> set[str]:
    """The codes that say that something blocks."""
    findings = lint_source("sample.py", text.encode(), SETTINGS)
    codes = {finding.code for finding in findings}
    return {code for code in codes if code.startswith("ASY1") or code in ("ASY302", "ASY904")}


@pytest.mark.parametrize("name", FLAGGED)
def test_flagged(name: str) -> None:
    assert codes_of(snippet(name)) == {FLAGGED[name]}


@pytest.mark.parametrize("name", SILENT)
def test_silent_for_a_reason(name: str) -> None:
    assert len(SILENT[name].split()) > 3
    assert codes_of(snippet(name)) == set()


def test_each_name_once() -> None:
    names = [*APIS["flagged"], *APIS["on_request"]["ASY904"], *SILENT]
    assert len(names) == len(set(names)) > 300
    assert set(APIS["arguments"]) <= set(names)
