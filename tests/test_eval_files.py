"""Each file in ``eval_files/`` has the findings that its marks say, and no others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from marking import (
    Mark,
    MarkedFile,
    MarkError,
    differences,
    needed_python,
    own_code_of,
    settings_from,
)
from pytest_datadir.plugin import LazyDataDir

from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import ConfiguredCall, Settings
from flake8_asyncpitfalls.span import Span

EVAL_FILES = sorted((Path(__file__).parent / "eval_files").glob("*.py"))


def read_marked(path: Path) -> MarkedFile:
    """The marked file *path*; the test is skipped where this Python cannot parse it."""
    if needed_python(path) > sys.version_info[:2]:
        pytest.skip(f"{path.name} needs Python {'.'.join(map(str, needed_python(path)))}")
    return MarkedFile.read(path)


@pytest.mark.parametrize("path", EVAL_FILES, ids=lambda path: path.name)
def test_findings_are_those_marked(path: Path, lazy_datadir: LazyDataDir) -> None:
    marked = read_marked(lazy_datadir / f"eval_files/{path.name}")
    findings = lint_source(str(marked.path), marked.data, marked.settings)
    assert differences(marked, findings) == []


@pytest.mark.parametrize("path", EVAL_FILES, ids=lambda path: path.name)
def test_file_would_fail_without_its_rule(path: Path) -> None:
    marked = read_marked(path)
    assert marked.own_code, f"{path.name} is not called after a rule"
    assert any(mark.code == marked.own_code for mark in marked.marks), "no mark of its own code"


def test_every_code_has_a_mark_with_fields() -> None:
    files = [path for path in EVAL_FILES if needed_python(path) <= sys.version_info[:2]]
    marks = [mark for path in files for mark in MarkedFile.read(path).marks]
    with_fields = {mark.code for mark in marks if mark.fields}
    own_codes = {own_code_of(path.name) for path in files}
    assert own_codes - with_fields == set()


def write(folder: Path, text: str, name: str = "asy101.py") -> MarkedFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return MarkedFile.read(path)


def finding(code: str, line: int, column: int, **fields: str) -> Finding:
    return Finding(code, "x", "m", Span(line, column, line, column + 1), fields=fields)


class TestMarks:
    def test_own_and_other_code_fields_and_several_on_a_line(self, tmp_path: Path) -> None:
        marked = write(tmp_path, 'f()  # error: 4, call="time.sleep" # ASY152: 8\n')
        assert marked.marks == (Mark(1, 4, "ASY101"), Mark(1, 8, "ASY152"))
        assert marked.marks[0].fields == {"call": "time.sleep"}

    def test_marks_in_strings_are_no_marks(self, tmp_path: Path) -> None:
        assert write(tmp_path, 'x = "# error: 4"\n').marks == ()

    @pytest.mark.parametrize(
        "comment",
        ["# error: x", "# error:", "# error: 1, 2", "# error: 4, f(x)", "# error: 4, n=1",
         "#error: 4", "# Error: 4", "# error 4", "# asy101: 4", "# error: 4 so", "# error: True"],
    )  # fmt: skip
    def test_unreadable_mark_is_refused(self, tmp_path: Path, comment: str) -> None:
        with pytest.raises(MarkError, match=r"asy101\.py:1: "):
            write(tmp_path, f"f()  {comment}\n")

    def test_error_mark_needs_a_code_in_the_name(self, tmp_path: Path) -> None:
        with pytest.raises(MarkError, match="no code"):
            write(tmp_path, "f()  # error: 0\n", "module.py")

    def test_columns_count_characters(self, tmp_path: Path) -> None:
        marked = write(tmp_path, "'äöü', f()  # error: 7\n")
        assert differences(marked, [finding("ASY101", 1, 10)]) == []

    def test_columns_count_characters_in_other_encodings(self, tmp_path: Path) -> None:
        path = tmp_path / "asy101.py"
        path.write_bytes("# coding: latin-1\n'äöü', f()  # error: 7\n".encode("latin-1"))
        assert differences(MarkedFile.read(path), [finding("ASY101", 2, 10)]) == []

    def test_missing_unexpected_double_and_different_findings_are_told(
        self, tmp_path: Path
    ) -> None:
        marked = write(tmp_path, 'f()  # error: 0, call="f"\ng()\nh()  # error: 0\n')
        same = finding("ASY101", 1, 0, call="x")
        problems = differences(marked, [same, same, finding("ASY152", 2, 0)])
        assert len([text for text in problems if "missing" in text]) == 1
        assert len([text for text in problems if "unexpected" in text]) == 1
        assert len([text for text in problems if "call is 'x'" in text]) == 1

    def test_the_same_finding_twice_is_told(self, tmp_path: Path) -> None:
        marked = write(tmp_path, "f()  # error: 0\n")
        twice = [finding("ASY101", 1, 0), finding("ASY101", 1, 0)]
        assert len(differences(marked, twice)) == 1

    def test_only_own_ignores_other_codes(self, tmp_path: Path) -> None:
        marked = write(tmp_path, "# only: own\nf()\n")
        assert differences(marked, [finding("ASY152", 2, 0)]) == []
        assert differences(marked, [finding("ASY101", 2, 0)]) != []


class TestSettingsHeader:
    def test_values_take_the_types_of_settings(self, tmp_path: Path) -> None:
        header = '{"blocking": ["p.f -> p.g"], "library": "trio", "target_version": "3.9"}'
        settings = write(tmp_path, f"# settings: {header}\n").settings
        assert settings == Settings(
            blocking=(ConfiguredCall("p.f", "p.g"),),
            library="trio",
            target_version=(3, 9),
            enable=("ASY101",),
        )

    def test_only_the_own_opt_rule_is_enabled(self, tmp_path: Path) -> None:
        settings = write(tmp_path, "x = 1\n", "asy901_extra.py").settings
        assert settings.is_enabled("ASY901")
        assert not settings.is_enabled("ASY902")

    def test_unknown_setting_is_refused(self) -> None:
        with pytest.raises(MarkError, match="colour"):
            settings_from({"colour": "red"})
