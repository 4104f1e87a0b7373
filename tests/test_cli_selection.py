"""What is reported where: the same decisions as flake8's."""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import pytest
from flake8.style_guide import Decision, StyleGuideManager
from flake8.utils import matches_filename
from hypothesis import given
from hypothesis import strategies as st

from flake8_asyncpitfalls.selection import (
    PerFile,
    Selection,
    is_matching,
    normalised,
    parse_per_file,
)

ALL = ["ASY101", "ASY102", "ASY151", "ASY201", "ASY901"]
PREFIXES = st.sampled_from(["A", "ASY", "ASY1", "ASY10", "ASY101", "ASY9", "ASY2", "E", "ASYNC"])
LISTS = st.lists(PREFIXES, max_size=3)


def options(**values: object) -> argparse.Namespace:
    defaults = {
        "select": None, "ignore": None, "extend_select": None, "extend_ignore": None,
        "extended_default_select": ["ASY", "C90", "F"], "extended_default_ignore": [],
        "per_file_ignores": "", "disable_noqa": False,
    }  # fmt: skip
    return argparse.Namespace(**{**defaults, **values})


@given(st.none() | LISTS, LISTS, st.none() | LISTS, LISTS, st.lists(PREFIXES, min_size=1))
def test_agrees_with_flake8(
    select: list[str] | None,
    extend_select: list[str],
    ignore: list[str] | None,
    extend_ignore: list[str],
    in_tests: list[str],
) -> None:
    given_options = options(
        select=select, extend_select=extend_select, ignore=ignore, extend_ignore=extend_ignore,
        per_file_ignores=f"tests/*: {','.join(in_tests)}\n*.pyw: ASY1",
    )  # fmt: skip
    manager = StyleGuideManager(given_options, None)
    selection = Selection(
        None if select is None else tuple(select),
        tuple(extend_select),
        (*(ignore or ()), *extend_ignore),
        parse_per_file(given_options.per_file_ignores, ""),
    )
    for code, path in itertools.product(ALL, ["a.py", "tests/a.py", "tests/b/c.py", "x.pyw"]):
        guide = manager.style_guide_for(path)
        expected = guide.should_report_error(code) is Decision.Selected
        assert selection.is_selected(code, path) is expected, (code, path)


def test_longest_pattern_counts_alone() -> None:
    entries = (PerFile("*.py", ("ASY1",)), PerFile("test_*.py", ("ASY2",)))
    selection = Selection(per_file=entries)
    assert selection.is_selected("ASY101", "test_a.py")
    assert not selection.is_selected("ASY201", "test_a.py")


@pytest.mark.parametrize("path", ["a.py", "./a.py", "tests/a.py", "/abs/tests/x.py", ".", ".."])
@pytest.mark.parametrize("pattern", ["*.py", "a.py", "tests", "tests/*", "./tests/a.py", "*/x.py"])
def test_matching_agrees_with_flake8(path: str, pattern: str) -> None:
    from logging import getLogger

    from flake8.utils import normalize_path

    assert normalised(pattern, ".") == normalize_path(pattern)
    expected = matches_filename(path, [normalize_path(pattern)], "%(path)s", getLogger("x"))
    assert is_matching(path, [normalised(pattern, "")]) == expected


def test_per_file_patterns_are_relative_to_their_folder(tmp_path: Path) -> None:
    assert parse_per_file("sub/a.py,b.py: ASY1,ASY2", str(tmp_path)) == (
        PerFile(str(tmp_path / "sub/a.py"), ("ASY1", "ASY2")),
        PerFile("b.py", ("ASY1", "ASY2")),
    )


@pytest.mark.parametrize("text", ["a.py", "a.py ASY1", "a.py: b.py"])
def test_broken_per_file_ignores(text: str) -> None:
    with pytest.raises(ValueError, match="not of the form"):
        parse_per_file(text, "")


@pytest.mark.parametrize(
    ("select", "extend", "expected"),
    [(None, (), False), (("ASY9",), (), False), (("E", "F"), (), True), (("A",), (), False),
     (("E",), ("ASY1",), False), ((), (), True)],
)  # fmt: skip
def test_is_empty(select: tuple[str, ...] | None, extend: tuple[str, ...], expected: bool) -> None:
    assert Selection(select, extend).is_empty() is expected
