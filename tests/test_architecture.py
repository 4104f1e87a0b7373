"""The shape of the code: layers, sizes, names, and what belongs to every rule."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from flake8_asyncpitfalls.rules import module_name, rule_modules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "flake8_asyncpitfalls"
MODULES = sorted(PACKAGE.rglob("*.py"))
RULES = [pytest.param(module, id=module.rule.code) for module in rule_modules()]
UNTELLING_NAMES = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "base.py"}

LONGEST_FUNCTION = 50
USUAL_FUNCTION = 20  # nine functions of ten are no longer
LONGEST_FILE = 450
LONGEST_RULE = 90  # without its docstring and its imports


def test_modules_are_found() -> None:
    assert PACKAGE / "lint.py" in MODULES


def function_lengths() -> list[tuple[int, str]]:
    """Lines of every function with where it stands; the longest first."""
    lengths = [
        (end - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (end := node.end_lineno) is not None
    ]
    return sorted(lengths, reverse=True)


def test_no_function_is_long() -> None:
    too_long = [
        (length, where) for length, where in function_lengths() if length > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_most_functions_are_short() -> None:
    lengths = function_lengths()
    longest_tenth = lengths[: len(lengths) // 10 + 1]
    assert longest_tenth[-1][0] <= USUAL_FUNCTION, longest_tenth


def test_no_file_is_long() -> None:
    lengths = {path.relative_to(ROOT): path.read_bytes().count(b"\n") for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_rule_is_long() -> None:
    too_long = {}
    for path in PACKAGE.glob("rules/*/asy*.py"):
        text = path.read_bytes()
        head = [
            stmt
            for index, stmt in enumerate(ast.parse(text).body)
            if index == 0 or isinstance(stmt, ast.Import | ast.ImportFrom)
        ]
        length = text.count(b"\n") - (head[-1].end_lineno or 0)
        if length > LONGEST_RULE:
            too_long[path.name] = length
    assert too_long == {}


def test_file_names_tell_what_is_in_them() -> None:
    assert [path for path in MODULES if path.name in UNTELLING_NAMES] == []


def test_imports_go_one_way() -> None:
    pytest.importorskip("importlinter")
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    run = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr


def test_no_rule_imports_another() -> None:
    for path in PACKAGE.glob("rules/*/asy*.py"):
        others = [name for name in absolute_imports(path) if re.search(r"\.asy\d{3}_", name)]
        assert others == [], path


def absolute_imports(path: Path) -> Iterator[str]:
    """The modules that *path* imports at its top level, outside ``if TYPE_CHECKING``."""
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("package", ["flake8", "libcst", "rich"])
def test_slow_imports_wait_until_they_are_needed(package: str) -> None:
    """No door imports them at its top level: start-up would pay for what few runs need."""
    doors = [PACKAGE / "plugin.py", *(PACKAGE / "cli").glob("*.py"), PACKAGE / "lint.py"]
    assert len(doors) > 3
    for path in doors:
        assert not [name for name in absolute_imports(path) if name.split(".")[0] == package], path


@pytest.mark.parametrize("module", RULES)
def test_rule_has_an_eval_file(module: ModuleType) -> None:
    assert list((ROOT / "tests" / "eval_files").glob(f"{module.rule.code.lower()}*.py"))


@pytest.mark.parametrize("module", RULES)
def test_rule_has_an_example(module: ModuleType) -> None:
    folder = ROOT / "examples" / module_name(module.rule)
    assert {path.name for path in folder.glob("*")} >= {"before.py", "after.py", "example.toml"}


def test_eval_files_and_examples_belong_to_rules() -> None:
    codes = {module.rule.code.lower() for module in rule_modules()}
    names = {module_name(module.rule) for module in rule_modules()}
    eval_files = {path.name for path in (ROOT / "tests" / "eval_files").glob("*.py")}
    examples = {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()}
    assert {name for name in eval_files if name[:6] not in codes} == set()
    assert examples - names == {"shop_api", "topics"}
