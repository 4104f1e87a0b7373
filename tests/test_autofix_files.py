"""Each file in ``autofix_files/`` is what the fixes make of the eval file of the same name.

All fixes are applied, the unsafe ones too, unless the eval file has the header ``# fix: safe``.
An eval file without a fixed text must have nothing to fix. ``pytest --accept-fixes`` writes the
texts anew; read them before they are committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fixing import fix_until_stable
from marking import MarkedFile, needed_python

from flake8_asyncpitfalls.rules import all_rules

FOLDER = Path(__file__).parent / "autofix_files"
EVAL_FILES = sorted((Path(__file__).parent / "eval_files").glob("*.py"))


@pytest.mark.parametrize("path", EVAL_FILES, ids=lambda path: path.name)
def test_fixes_give_the_expected_text(path: Path, request: pytest.FixtureRequest) -> None:
    if needed_python(path) > sys.version_info[:2]:
        pytest.skip("needs a newer Python")
    marked = MarkedFile.read(path)
    is_unsafe = marked.headers.get("fix", "all") == "all"
    fixed = fix_until_stable(path.name, marked.data, marked.settings, unsafe=is_unsafe)
    expected = FOLDER / path.name
    if request.config.getoption("accept_fixes") and fixed != marked.data:
        expected.write_bytes(fixed)
    text = expected.read_bytes() if expected.exists() else marked.data
    assert fixed.decode().splitlines(keepends=True) == text.decode().splitlines(keepends=True)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_fixed_text_belongs_to_an_eval_file_and_compiles(path: Path) -> None:
    original = FOLDER.parent / "eval_files" / path.name
    assert path.read_bytes() != original.read_bytes()
    if needed_python(path) <= sys.version_info[:2]:
        compile(path.read_bytes(), str(path), "exec")


def test_every_rule_that_fixes_has_a_fixed_text() -> None:
    fixing = {rule.code.lower() for rule in all_rules() if rule.fixable}
    fixed = {path.name[:6] for path in FOLDER.glob("*.py")}
    assert fixing - fixed == set()
