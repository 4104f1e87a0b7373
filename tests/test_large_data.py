"""Ten megabytes of data beside a coroutine cost neither a gigabyte nor a place."""

from __future__ import annotations

import ast

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.source import large_data
from flake8_asyncpitfalls.semantics.source.large_data import without_large_data
from flake8_asyncpitfalls.settings import Settings

JOB = b"import time\nasync def job():\n    time.sleep(1)\n"
ITEM = b'    "k\\"]": [1, -2.5e3, 0x1F, 3j, (None, True), {"a": r\'b-\'}], # ]\n    b"""x\n"]""": {1, 2},\n'
SHAPES = {
    "dict": b"DATA = {\n" + ITEM * 9000 + b"}\n",
    "annotated": b"DATA: dict[str, int] = {\n" + ITEM * 9000 + b"}  # end\n",
    "one line": b"DATA = [" + b"'x', " * 200_000 + b"]\n",
    "sums": b"DATA = [\n" + b"    [1 + -2j, - 3, -(4), 5 - (6)],\n" * 20_000 + b"]\n",
    "windows": b"DATA = (\r\n" + b"  'a' 'b',\r\n" * 60_000 + b")\r\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_data_is_left_out_and_what_follows_stays_in_its_place(shape: str) -> None:
    data = SHAPES[shape] + JOB
    left = without_large_data(data)
    assert len(left) < len(data) / 5
    assert left.count(b"\n") == data.count(b"\n")
    whole, part = ast.parse(data), ast.parse(left)
    assert type(part.body[0].value) is type(whole.body[0].value)  # type: ignore[attr-defined]
    for ours, theirs in zip(part.body[1:], whole.body[1:], strict=True):
        assert ast.dump(ours, include_attributes=True) == ast.dump(theirs, include_attributes=True)
    (found,) = lint_source("m.py", data, Settings())
    assert (found.code, found.span.line) == ("ASY101", data.count(b"\n"))


@pytest.mark.parametrize(
    "text",
    [
        b"DATA = [\n" + b"    call(1),\n" * 60_000 + b"]\n",
        b"DATA = [\n" + b"    f'{x}',\n" * 60_000 + b"]\n",
        b"DATA = [\n" + b"    name,\n" * 60_000 + b"]\n",
        b"DATA = [" + b"1, " * 200_000 + b"]; x = 1\n",
        b"DATA = [" + b"1, " * 200_000 + b"].copy()\n",
        b"DATA = [" + b"1, " * 200_000,
        b"DATA = [" + b"'a\n" * 200_000 + b"]\n",
        b"DATA = [" + b"[" * 200_000 + b"]\n" * 200_000,
        b"# coding: latin-1\nDATA = [" + b"1, " * 200_000 + b"]\n",
        b"def f():\n    data = [" + b"1, " * 200_000 + b"]\n",
    ],
)
def test_everything_else_is_parsed_as_it_is(text: bytes) -> None:
    assert without_large_data(text) is text


def test_smaller_files_are_not_looked_at() -> None:
    text = b"DATA = [" + b"1, " * 50_000 + b"]\n"
    assert large_data.LARGE_LITERAL < len(text) < large_data.LARGE_FILE
    assert without_large_data(text) is text


@pytest.mark.parametrize(
    ("item", "mistake"),
    [
        (b"1, ", b"2 3, "),
        (b"'a', ", b"'b' 3, "),
        (b"1, ", b"2,, 3, "),
        (b"[1], ", b"(2], "),
        (b"[1], ", b"[2] [3 4], "),
        (b"{'a': 1}, ", b"{'a': 1} {'b': 2}, "),
        (b"'a', ", b"None None, "),
        (b"[1, 2], ", b"[1, 2], 3 [, "),
        (b"[1, 2], ", b"[1, 2 -], "),
        (b"[1, 2], ", b"[-], "),
        (b"1, ", b"2 -, "),
    ],
)
def test_a_mistake_in_the_data_is_told(item: bytes, mistake: bytes) -> None:
    text = b"DATA = [" + item * 200_000 + mistake + item + b"]\n"
    assert without_large_data(text) is text
