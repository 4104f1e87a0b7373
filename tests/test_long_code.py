"""Code that is long in one direction, as programs write it: found everywhere, and not by the square."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from flake8_asyncpitfalls.analyses.conversion import thread_blocks
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.rules.blocking import _checks
from flake8_asyncpitfalls.settings import Settings

HEAD = "import time\nasync def job(s):\n"


def findings(text: str) -> list[Finding]:
    return lint_source("m.py", text.encode(), Settings())


def test_every_branch_of_a_long_chain_of_elif_counts() -> None:
    branches = "".join(f"    elif s == {n}:\n        time.sleep({n})\n" for n in range(200))
    found = findings(f"{HEAD}    if not s:\n        pass\n{branches}")
    assert [one.span.line for one in found if one.code == "ASY101"] == list(range(6, 405, 2))


def test_what_stands_after_many_returns_counts() -> None:
    tests = "".join(f"    if isinstance(s, str{n}):\n        return\n" for n in range(200))
    assert [one.code for one in findings(f"{HEAD}{tests}    time.sleep(1)\n")] == ["ASY101"]


@pytest.mark.parametrize("operand", ["f'{s}'", "1", "s.x", "s[0]", "s.get(0)"])
def test_operands_are_spelled_once_each(monkeypatch: pytest.MonkeyPatch, operand: str) -> None:
    spelled: Counter[int] = Counter()
    unparse = ast.unparse

    def counted(node: ast.AST) -> str:
        spelled[size] += 1
        return unparse(node)

    monkeypatch.setattr(ast, "unparse", counted)
    for size in (20, 200):
        findings(f"{HEAD}    t = {' + '.join([operand] * size)}\n    time.sleep(1)\n")
    assert spelled[200] <= 11 * max(spelled[20], 10)


def test_a_block_of_many_files_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    checked = thread_blocks._ThreadBlocks._checked

    def noted(self: object, *place: object) -> object:
        looked.append(place)
        return checked(self, *place)  # type: ignore[arg-type]

    monkeypatch.setattr(thread_blocks._ThreadBlocks, "_checked", noted)
    files = ", ".join(f"open('{n}') as f{n}" for n in range(50))
    found = findings(f"{HEAD}    with {files}:\n        t = f1.read()\n    return t\n")
    assert len(found) >= 50
    assert len(looked) <= 2  # once with the `return` behind it


@pytest.mark.parametrize(
    "expression",
    [" + ".join(["requests.get(s).text"] * 60), "requests.get(s)" + ".get(requests.get(s))" * 60],
)
def test_each_call_of_a_long_expression_is_weighed_a_few_times(
    monkeypatch: pytest.MonkeyPatch, expression: str
) -> None:
    weighed: list[object] = []
    severity_at, dump = _checks.severity_at, ast.dump

    def weigh(node: ast.AST, *more: object) -> object:
        weighed.append(node)
        return severity_at(node, *more)  # type: ignore[arg-type]

    def spell(node: ast.AST) -> str:
        weighed.append(node)
        return dump(node)

    monkeypatch.setattr(_checks, "severity_at", weigh)
    monkeypatch.setattr(ast, "dump", spell)
    assert findings(f"import requests\n{HEAD}    return {expression}\n")
    assert len(weighed) <= 4 * expression.count("requests.get")
