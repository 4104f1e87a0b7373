"""Projects of several modules in ``projects/``: findings that need more than one file.

The files hold the same marks as eval files. A folder called after a rule (``asy151_chain``) gives
``# error:`` its code. ``project.toml`` may hold ``[settings]``, and ``silent = true`` where no
finding at all is expected.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from marking import MarkedFile, differences, needed_python, own_code_of, settings_from
from pytest_datadir.plugin import LazyDataDir

from flake8_asyncpitfalls.lint import lint_source

PROJECTS = sorted(path for path in (Path(__file__).parent / "projects").glob("*") if path.is_dir())


def read_description(folder: Path) -> dict[str, object]:
    """The content of ``project.toml``; empty without one."""
    path = folder / "project.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@pytest.mark.parametrize("name", [path.name for path in PROJECTS])
def test_findings_are_those_marked(name: str, lazy_datadir: LazyDataDir, tmp_path: Path) -> None:
    from flake8_asyncpitfalls.semantics.project.project import Project

    folder = lazy_datadir / f"projects/{name}"
    values = read_description(folder).get("settings", {})
    assert isinstance(values, dict)
    settings = settings_from(values, own_code_of(name))
    paths = sorted(folder.rglob("*.py"))
    if max(map(needed_python, paths)) > sys.version_info[:2]:
        pytest.skip("needs a newer Python")
    problems = {}
    for run in ("cold", "warm"):
        project = Project.for_files(paths, settings, tmp_path / "cache")
        for path in paths:
            marked = MarkedFile.read(path, own_code_of(name))
            findings = lint_source(str(path), marked.data, settings, project)
            if found := differences(marked, findings):
                problems[run, str(path.relative_to(folder))] = found
    assert problems == {}


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_project_has_marks(folder: Path) -> None:
    own_code = own_code_of(folder.name)
    marked = [MarkedFile.read(path, own_code) for path in folder.rglob("*.py")]
    is_silent = read_description(folder).get("silent", False)
    assert any(file.marks for file in marked) is not is_silent
