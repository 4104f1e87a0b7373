"""All stub files: they can be read, name their source, and are small enough to load in no time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.stubs import STUB_FOLDER

MOST_NODES = 2000
"""Of the syntax tree: loading takes two microseconds a node, and may take four milliseconds."""
STUBS = sorted(STUB_FOLDER.rglob("*.pyi"))


def module_of(path: Path) -> str:
    parts = path.relative_to(STUB_FOLDER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_there_are_hundreds() -> None:
    assert len(STUBS) > 800
    assert len({path.relative_to(STUB_FOLDER).parts[0] for path in STUBS}) > 300


@pytest.mark.parametrize("path", [pytest.param(path, id=module_of(path)) for path in STUBS])
def test_stub_is_small_and_says_where_its_facts_are_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# source: https://")
    assert sum(1 for _ in ast.walk(ast.parse(text))) <= MOST_NODES


def test_every_marker_can_be_read() -> None:
    project = Project(Settings())
    read = 0
    for path in STUBS:
        module = project.load(module_of(path), None)
        assert module is not None, path
        for definition in (*module.functions(), *module.classes()):
            read += len(definition.markers)
    assert read > 5000
