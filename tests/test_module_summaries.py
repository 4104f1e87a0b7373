"""Facts of a module whose syntax tree was let go of in the meantime."""

from __future__ import annotations

from pathlib import Path

from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.settings import Settings

TEXT = """
def ordered(tags):
    return sorted(tags, key=lambda tag: [tag, lambda inner: inner])
"""


def test_lambdas_are_found_in_a_tree_that_is_parsed_again(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(TEXT, encoding="utf-8")
    summary = Project(Settings()).module(Source.read(path))
    outer = summary.scope(next(f.identity for f in summary.functions() if f.name == "ordered"))
    found = [scope.identity for scope in outer.walk() if scope.kind == "lambda"]
    summary.rest()
    parameters = [[p.name for p in summary.function(key).parameters] for key in found]
    assert parameters == [["tag"], ["inner"]]
