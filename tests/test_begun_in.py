"""The same findings with and without what marks a project: where the run is begun is its top."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.project.resolver import module_name, project_folder
from flake8_asyncpitfalls.settings import Settings

FILES = {
    "shop/stock/store.py": "import time\n\n\ndef count():\n    time.sleep(1)\n",
    "shop/web/page.py": (
        "from shop.stock.store import count\n\n\nasync def show():\n    return count()\n"
    ),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    top = tmp_path / "outer" / "top"
    for name, text in FILES.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    return top


def codes(top: Path) -> list[str]:
    path = top / "shop/web/page.py"
    project = Project.for_files([path], Settings())
    return [one.code for one in lint_source(str(path), path.read_bytes(), Settings(), project)]


@pytest.mark.parametrize(
    "mark", ["", ".git/config", "pyproject.toml", "shop-1.0.dist-info/METADATA"]
)
def test_namespace_packages_are_found(
    tree: Path, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mark:
        (tree / mark).parent.mkdir(exist_ok=True)
        (tree / mark).write_text("")
    monkeypatch.chdir(tree)
    assert codes(tree) == ["ASY151"]
    assert module_name(str(tree / "shop/stock/store.py")).dotted == "shop.stock.store"


def test_a_mark_is_found_from_anywhere(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.parent.parent)
    (tree / "pyproject.toml").write_text("")
    assert codes(tree) == ["ASY151"]


def test_nothing_tells_of_the_tree_elsewhere(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree.parent / "beside").mkdir()
    monkeypatch.chdir(tree.parent / "beside")
    assert codes(tree) == []


def test_home_holds_no_project(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    monkeypatch.setenv("HOME", str(tree))
    assert codes(tree) == []


def test_others_may_use_what_no_mark_closes(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    Project.for_files([], Settings())  # forgets what was looked at elsewhere
    found = project_folder(str(tree / "shop/web/page.py"))
    assert (found.path, found.is_marked, found.is_tree) == (tree, False, True)
