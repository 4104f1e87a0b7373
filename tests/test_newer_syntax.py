"""A file in the syntax of a newer Python says which Python it needs, in one line."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.source import parse_module

NEWER = [
    ("type Pair = tuple[int, int]", "a 'type' statement", (3, 12)),
    ("type Pair[T] = tuple[T, T]", "a 'type' statement", (3, 12)),
    ("def first[T](x: T): ...", "a type parameter", (3, 12)),
    ("async def first[T: int](x: T): ...", "a type parameter", (3, 12)),
    ("class Box[**P]: ...", "a type parameter", (3, 12)),
    ("class Box[T = int]: ...", "a default of a type parameter", (3, 13)),
    ('x = f"{d["a"]}"', "an f-string with its quotes", (3, 12)),
    ('x = f"{f"{1}"}"', "an f-string with its quotes", (3, 12)),
    ('x = f"{", ".join(y)} {"\\n".join(y)}"', "an f-string with its quotes", (3, 12)),
    ("x = f'{chr(10).join(y)} {y.split(\"\\n\")}'", "an f-string with", (3, 12)),
    ("try: f()\nexcept ValueError, KeyError: pass", "'except' without brackets", (3, 14)),
    ("import m\ntry: f()\nexcept* A, m.B: pass", "'except' without brackets", (3, 14)),
    ("class B(OSError): ...\ntry: f()\nexcept A, B: pass", "'except' without brackets", (3, 14)),
    ("x = g(1,\n  t'a {b}')", "a template string", (3, 14)),
    ('x = rt"a"', "a template string", (3, 14)),
    ("lazy import json", "a lazy import", (3, 15)),
    ("x = [*y for y in z]", "unpacking in a comprehension", (3, 15)),
]
BROKEN = [
    "type Pair", "def f(:", "try: f()\nexcept A, e: pass", "print 'a'", 'x = f"{a"', 'x = it"a"',
    "x = f'a' b", "def f(x) [T]: pass", "lazy = import", 'x = "f"a"', "x = [*y]z",
]  # fmt: skip


def reason(text: str) -> str:
    with pytest.raises(SourceError) as caught:
        parse_module("m.py", text.encode())
    return str(caught.value)


@pytest.mark.parametrize(("text", "what", "python"), NEWER)
def test_newer_syntax_names_its_python(text: str, what: str, python: tuple[int, int]) -> None:
    if sys.version_info[:2] >= python:
        pytest.skip("this Python can parse it")
    needed, running = f"{python[0]}.{python[1]}", f"{sys.version_info[0]}.{sys.version_info[1]}"
    told = reason(text)
    assert told.startswith(f"m.py:{len(text.splitlines())}: {what}")
    assert told.endswith(
        f"is syntax of Python {needed}, and this is Python {running}; "
        f"run with Python {needed} or newer"
    )


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_broken_stays_a_syntax_error(text: str) -> None:
    if sys.version_info >= (3, 14) and "except A, e" in text:
        pytest.skip("this Python can parse it")
    with pytest.raises(SyntaxError) as caught:
        ast.parse(text)
    assert reason(text) == f"m.py:{caught.value.lineno}: {caught.value.msg}"


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python can parse it")
def test_the_command_says_it_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("async def f():\n    return t'{x}'\n")
    assert main(["--no-cache", "--isolated", "a.py"]) == 2
    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith(
        "a.py:2: a template string is syntax of Python 3.14, and this is Python"
    )
