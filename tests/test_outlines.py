"""Our stubs are parsed a definition at a time; all of it together must be what Python parses."""

from __future__ import annotations

import argparse
import ast
from pathlib import Path

import pytest

from flake8_asyncpitfalls.semantics.source.deferred import parse_late, read_stub
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.stubs import STUB_FOLDER

TEXT = '''\
# source: https://example.org
"""About it."""
from typing import Any

LIMIT: int = 3

@blocks(
    "http",
)
def get(
    url,
) -> Response: ...
class Response:
    """What came back."""

    status: int

    @property
    def text(self) -> str: ...

    class Inner:
        def deep(self) -> Any: ...

    @blocks("http")
    def read(self, *, n=1) -> bytes: ...
async def later() -> Response: ...

other = get
class Empty: ...
'''


def _outline(folder: Path, text: str) -> Source:
    path = folder / "library.pyi"
    path.write_text(text, encoding="utf-8")
    return read_stub(path)


def _filled(source: Source) -> ast.Module:
    while source.late:
        source.late.pop(next(iter(source.late)))()
    return source.tree


def _places(tree: ast.AST) -> list[tuple[int, int]]:
    """Where every definition and call stands: what markers and keys are told apart by."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Call)
    return [(node.lineno, node.col_offset) for node in ast.walk(tree) if isinstance(node, kinds)]


def test_every_stub_is_the_same_in_parts_as_in_one_piece() -> None:
    """Nesting, names, markers, and the lines and columns of all definitions."""
    differing = []
    for path in sorted(STUB_FOLDER.rglob("*.pyi")):
        whole, parts = ast.parse(path.read_bytes()), _filled(read_stub(path))
        if ast.dump(whole) != ast.dump(parts) or _places(whole) != _places(parts):
            differing.append(path.relative_to(STUB_FOLDER).as_posix())
    assert not differing


def test_a_text_with_all_forms_is_the_same_in_parts(tmp_path: Path) -> None:
    """Decorators over several lines, nested classes, one-line bodies, no blank lines between."""
    whole, parts = ast.parse(TEXT), _filled(_outline(tmp_path, TEXT))
    assert ast.dump(whole) == ast.dump(parts)
    assert _places(whole) == _places(parts)


def test_only_what_is_asked_for_is_parsed(tmp_path: Path) -> None:
    """Names and keys cost nothing; a function of a class leaves the others alone."""
    source = _outline(tmp_path, TEXT)
    module = ModuleSummary("library.pyi", ModuleName("library"), source, is_stub=True)
    assert module.names() == {"Any", "LIMIT", "get", "Response", "later", "other", "Empty"}
    assert module.global_term("get") == ("function", "get:10:0")
    assert len(source.late) == 4
    read = module.function("Response.read:25:4")
    assert read.markers["blocks"].args == ("http",)
    assert [parameter.name for parameter in read.parameters] == ["self", "n"]
    assert module.markers_of("get")["blocks"].args == ("http",)
    late = sorted(str(getattr(node, "name", "")) for node in source.late)
    assert late == ["Empty", "Inner", "later", "text"]


FILLER = "\n".join(f"def filler_{number}():\n    return {number}\n" for number in range(800))
LONG_STRING = '"""A module.\n\nclass of its own:\n\ndef is no keyword here\n"""\n'
ODD_CLASS = "class Two:\n  def a(self):\n    def b():\n      pass\n    return b\n"
TEXT_IN_CLASS = 'class C:\n    """It\n    def like code\n    """\n\n    def real(self): ...\n'


def _definitions(tree: ast.AST) -> list[tuple[str, int, int]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [(n.name, n.lineno, n.col_offset) for n in ast.walk(tree) if isinstance(n, kinds)]


@pytest.mark.parametrize("text", [LONG_STRING, ODD_CLASS, TEXT_IN_CLASS])
def test_text_that_only_looks_like_definitions_is_none(text: str) -> None:
    """Strings over several lines, and classes that are indented in another way."""
    data = (text + FILLER).encode()
    assert _definitions(_filled(parse_late("m.py", data))) == _definitions(ast.parse(data))


def test_a_definition_cut_off_too_early_is_found_in_the_whole_text() -> None:
    """Inside of brackets a line may begin anywhere."""
    data = ("def cut():\n    return max(\n1, 2)\n" + FILLER).encode()
    found = _filled(parse_late("m.py", data)).body
    assert ast.unparse(next(stmt for stmt in found if getattr(stmt, "name", "") == "cut")) == (
        "def cut():\n    return max(1, 2)"
    )


def test_a_definition_that_python_cannot_parse_has_nothing_in_it() -> None:
    """The others are as they are."""
    data = ("def broken():\n    return (\n" + FILLER).encode()
    module = ModuleSummary("m.py", ModuleName("m"), parse_late("m.py", data))
    assert module.function("broken:1:0").is_empty
    assert not module.function("filler_0:3:0").is_empty


@pytest.mark.parametrize("head", ["def a-b():", "class if:", "async def 1():"])
def test_a_definition_without_a_name_has_nothing_in_it(head: str) -> None:
    """What stands there need not be a name at all."""
    source = parse_late("m.py", f"{head}\n    pass\n{FILLER}".encode())
    assert _filled(source).body


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"# coding: latin-1\n", b"x = 1 + \\\n2\n"])
def test_odd_texts_are_parsed_in_one_piece(data: bytes) -> None:
    """A mark at the start, another encoding, continued lines that begin like statements."""
    assert parse_late("m.py", data + FILLER.encode()).is_whole


def test_a_module_of_the_standard_library_is_the_same_in_parts() -> None:
    """A long one with classes, nested functions, decorators and doctests."""
    data = Path(argparse.__file__).read_bytes()
    source = parse_late("argparse.py", data)
    assert not source.is_whole
    parts, whole = _filled(source), ast.parse(data)
    assert ast.dump(whole) == ast.dump(parts)
    assert _places(whole) == _places(parts)


def test_names_and_lambdas_of_a_late_module_are_found() -> None:
    """By their keys, before anything else was asked for; names that functions make global too."""
    text = (
        "def outer():\n    global made\n    made = 1\n    return lambda: 2\n"
        "class C:\n    def method(self, key=lambda: 3): ...\n"
    )
    module = ModuleSummary("m.py", ModuleName("m"), parse_late("m.py", (text + FILLER).encode()))
    assert module.source is not None
    assert not module.source.is_whole
    assert module.scope("outer.<locals>.<lambda>:4:11").kind == "lambda"
    assert module.scope("C.<lambda>:6:25").kind == "lambda"
    assert module.scope("C.method:6:4").kind == "function"
    assert module.global_term("made") is None
