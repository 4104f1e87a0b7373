"""A file that is checked alone, as flake8 does, has the findings that it has in its project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from marking import MarkedFile, needed_python, own_code_of, settings_from
from test_projects import PROJECTS, read_description

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_file_alone_has_the_findings_of_the_project(folder: Path) -> None:
    own_code = own_code_of(folder.name)
    values = read_description(folder).get("settings", {})
    assert isinstance(values, dict)
    settings = settings_from(values, own_code)
    paths = sorted(folder.rglob("*.py"))
    if max(map(needed_python, paths)) > sys.version_info[:2]:
        pytest.skip("needs a newer Python")
    project = Project.for_files(paths, settings)
    for path in paths:
        data = MarkedFile.read(path, own_code).data
        together = lint_source(str(path), data, settings, project)
        assert lint_source(str(path), data, settings) == together, path.name
