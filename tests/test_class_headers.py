"""Classes of other modules are found whatever their headers look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

BASE = "class Contents:\n    def get(self):\n        raise NotImplementedError\n"
APP = "from base import Contents\n\n\nasync def show(contents: Contents):\n    return contents.get()\n"
BODY = "    def get(self):\n        return open('x').read()\n"


@pytest.mark.parametrize(
    "header",
    [
        "class Files(Contents):",
        "class Files(\n    Contents,\n):",
        "class Files(  # type: ignore[misc]\n    Contents,  # kept: it is the base\n):",
    ],
)
def test_a_class_that_implements_a_method(tmp_path: Path, header: str) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "base.py").write_text(BASE)
    (tmp_path / "files.py").write_text(f"from base import Contents\n\n\n{header}\n{BODY}")
    path = tmp_path / "app.py"
    path.write_text(APP)
    found = lint_source(str(path), APP.encode(), Settings())
    assert [finding.code for finding in found] == ["ASY156"]
