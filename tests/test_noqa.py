"""``# noqa``: the same lines and codes as in flake8 itself."""

from __future__ import annotations

import argparse

import flake8
import pytest
from flake8.processor import FileProcessor
from flake8.violation import Violation
from hypothesis import assume, given
from hypothesis import strategies as st

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.selection import Selection, reported
from flake8_asyncpitfalls.semantics.source import noqa
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions
from flake8_asyncpitfalls.settings import Settings

CODE = "ASY101"


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# noqa", True),
        ("# NOQA", True),
        ("# noqa: ASY101", True),
        ("# noqa:ASY101", True),
        ("# noqa: ASY1", True),
        ("# noqa: E501,ASY101", True),
        ("# noqa: E501 ASY101", True),
        ("# noqa: E501, ASY101 because", True),
        ("# noqa: ASY102", False),
        ("# noqa: E501", False),
        ("# noqa: asy101", False),
        ("# noqa: ASY", True),
        ("# noqa : ASY102", True),
        ("#noqa", False),
        ("# text # noqa: ASY101", True),
        ("# nothing", False),
    ],
)
def test_comment(comment: str, expected: bool) -> None:
    assert Suppressions(f"call()  {comment}\n").is_suppressed(1, CODE) is expected


def test_other_lines_are_not_suppressed() -> None:
    suppressions = Suppressions(b"one()\ntwo()  # noqa\nthree()\n")
    assert [suppressions.is_suppressed(line, CODE) for line in (1, 2, 3)] == [False, True, False]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('call("""\ntext\n""")  # noqa\nother()\n', {1, 2, 3}),
        ('call(f"""\n{x}\n""")  # noqa\nother()\n', {1, 2, 3}),
        ("call(1, \\\n     2)  # noqa\nother()\n", {1, 2}),
        ("call(1,  # noqa\n     2)\nother()\n", {1}),
        ("call(\n    1,\n)  # noqa\n", {3}),
        ("if x:\n    a()\n    # noqa\nb()\n", {3}),
        ("x = 1\r\ny = 2  # noqa\r\n", {2}),
    ],
)
def test_what_counts_as_one_line(source: str, lines: set[int]) -> None:
    suppressions = Suppressions(source.encode())
    found = {line for line in range(1, source.count("\n") + 1) if is_hit(suppressions, line)}
    assert found == lines


def is_hit(suppressions: Suppressions, line: int) -> bool:
    return suppressions.is_suppressed(line, CODE)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# flake8: noqa", True),
        ("  # flake8: NOQA", True),
        ("# flake8=noqa", True),
        ("# flake8: noqa: E501", True),
        ("x = 1  # flake8: noqa", False),
        ("# flake8 : noqa", False),
    ],
)
def test_whole_file(line: str, expected: bool) -> None:
    suppressions = Suppressions(f"import a\n{line}\ncall()\n")
    assert suppressions.is_file_suppressed is expected
    assert suppressions.is_suppressed(3, CODE) is expected


def test_encodings_and_marks() -> None:
    assert is_hit(Suppressions("# coding: latin-1\nä()  # noqa\n".encode("latin-1")), 2)
    assert is_hit(Suppressions("ä()  # noqa\n".encode("utf-8-sig")), 1)
    assert is_hit(Suppressions(b"\xff()  # noqa\n"), 1)


def test_text_that_does_not_tokenise_is_read_line_by_line() -> None:
    suppressions = Suppressions("call(  # noqa\nother(\n")
    assert [is_hit(suppressions, line) for line in (1, 2)] == [True, False]


OPTIONS = argparse.Namespace(
    hang_closing=False, indent_size=4, max_line_length=79, max_doc_length=None, verbose=0,
    disable_noqa=False, stdin_display_name="stdin",
)  # fmt: skip

PIECES = st.sampled_from(
    ["call()", "x = (", ")", '"""', "'''", 'f"""', "\\\n", "\n", "\n", "\r\n", "    ", "if x:\n",
     "# noqa", "# NoQA:", " ASY101", ",ASY2", " E501", " ASY", ":", "# flake8: noqa", "ä", "\f",
     "{x}", "# text", ";", "\n# noqa\n", "def f():\n    pass\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_agrees_with_flake8(source: str) -> None:
    # flake8 6 took a comment behind a backslash for a part of the line before.
    assume(flake8.__version_info__ >= (7,) or "\\\n#" not in source)
    lines = source.replace("\r\n", "\n").splitlines(keepends=True) if "\f" not in source else None
    if lines is None:
        lines = [part + "\n" for part in source.replace("\r\n", "\n").split("\n")]
        lines[-1] = lines[-1].removesuffix("\n")
        lines = [line for line in lines if line]
    processor = FileProcessor("a.py", OPTIONS, lines)
    suppressions = Suppressions(source)
    for line in range(1, len(lines) + 1):
        physical = processor.noqa_line_for(line)
        text = lines[line - 1] if physical is None else physical
        expected = processor.should_ignore_file() or Violation(
            CODE, "a.py", line, 1, "", text
        ).is_inline_ignored(disable_noqa=False)
        assert suppressions.is_suppressed(line, CODE) is expected


RUFF = """import asyncio
async def f(g):
    asyncio.create_task(g())  # ruff: ignore[asyncio-dangling-task]
    asyncio.create_task(g())  # noqa: E501 # ruff:ignore[RUF006, E501] because
    # ruff: ignore[RUF006]

    # why
    asyncio.create_task(
        g()
    )
    asyncio.create_task(g())
    if g:
        # ruff: disable[RUF006]
        asyncio.create_task(g())
    asyncio.create_task(g())
    # ruff: disable[RUF006]
    asyncio.create_task(g())
    # ruff: enable[RUF006]
    asyncio.create_task(g())  # ruff: ignore[E501]
"""


def test_comments_of_ruff_count_where_those_of_peers_do() -> None:
    for head, honour, expected in (
        ("", True, [11, 15, 19]),
        ("# ruff: file-ignore[RUF006] ", True, []),
        ("", False, [3, 4, 8, 11, 14, 15, 17, 19]),
    ):
        source = f"{head}\n{RUFF}" if head else RUFF
        settings = Settings(honour_peers=honour)
        findings = lint_source("m.py", source.encode(), settings)
        told = reported(findings, "m.py", Selection(), Suppressions(source), settings)
        assert [one.span.line for one in told if one.code == "ASY401"] == expected


def test_codes_that_ruff_once_had_count_for_what_they_meant() -> None:
    code = (
        "import requests, subprocess, time\nasync def f():\n"
        "    requests.get('x')  # noqa: ASYNC100\n    subprocess.run(['x'])  # noqa: ASYNC101\n"
        "    subprocess.run(['x'])  # noqa: ASYNC102\n    time.sleep(1)  # noqa: ASYNC100\n"
    )
    findings = lint_source("m.py", code.encode(), Settings())
    told = reported(findings, "m.py", Selection(), Suppressions(code), Settings())
    assert [(one.span.line, one.code) for one in told] == [(6, "ASY101")]


OPENED = """\
async def f(path):
    with open(path) as file:{comment}
        print(file.read())
    with open(path) as other:
        print(other.read())
"""


def test_a_comment_where_a_file_is_opened_speaks_for_the_work_with_it() -> None:
    for comment, expected in (
        ("", [2, 3, 4, 5]),
        ("  # noqa: ASY106", [4, 5]),
        ("  # noqa: ASYNC230", [4, 5]),
        ("  # noqa: ASY107", [2, 3, 4, 5]),
    ):
        source = OPENED.format(comment=comment)
        findings = lint_source("m.py", source.encode(), Settings())
        told = reported(findings, "m.py", Selection(), Suppressions(source), Settings())
        assert [one.span.line for one in told if one.code == "ASY106"] == expected


def test_a_comment_speaks_for_no_other_call_of_a_helper() -> None:
    source = (
        "class C:\n    def get(self): return open('x').read()\n"
        "class D:\n    def __init__(self): self.c = C()\n    async def f(self):\n"
        "        self.c.get()  # noqa: ASY156\n        self.c.get()\n"
    )
    findings = lint_source("m.py", source.encode(), Settings())
    told = reported(findings, "m.py", Selection(), Suppressions(source), Settings())
    for shown, expected in ((findings, [6, 7]), (told, [7])):
        assert [one.span.line for one in shown if one.code == "ASY156"] == expected


JOINED = [
    "x = 1\ny = 2  # noqa\n",
    'x = """\na\n"""  # noqa\ny = 1\n',
    "x = '''a\n''' + \"\"\"b\n\"\"\"\ny = 1\n",
    "x = 1 + \\\n    2 + \\\n    3\ny = 1\n",
    'x = "a\\\nb" \\\n    "c"\ny = 1\n',
    "# it's \\\nx = 'no # comment'  # \"\"\"\ny = 1\n",
    'x = r"\\" + "\\""; y = """\\""" \n"""\nz = 1\n',
    "x = [  # noqa\n    1,\n    '''\n''',\n]\n",
    '\n\n\fx = f\'{1}\' f"""{2}\n"""',
    'x = ""\ny = """"a"\n"""\nz = \'\'\ndef f():\n    """\'\n    """\n    return 1\n',
]
"""Texts in which strings and backslashes join lines, or look as if they did."""


@pytest.mark.parametrize("text", JOINED)
def test_lines_are_joined_as_by_their_tokens(text: str) -> None:
    tokens = Suppressions(text)._token_ranges()
    joined = noqa._joined_lines(text)
    for line in range(1, text.count("\n") + 2):
        assert joined.get(line, (line, line)) == tokens.get(line, (line, line))
