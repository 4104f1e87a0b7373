"""Our stubs are parsed a definition at a time; all of it together must be what Python parses."""

from __future__ import annotations

import ast
from pathlib import Path

from flake8_asyncpitfalls.semantics.names import ModuleName
from flake8_asyncpitfalls.semantics.outlines import read_stub
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.summary import ModuleSummary
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
