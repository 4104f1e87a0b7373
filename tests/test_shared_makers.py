"""A task that a function of one module makes for others is kept in that function (ASY401)."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flake8_asyncpitfalls.finding import Finding

MAKER = """
import asyncio

def spawn(work):
    return asyncio.create_task(work)
"""
CALLER = """
from spawning import spawn

async def work(): ...

def start():
    spawn(work())
"""


def found_in(folder: Path, **modules: str) -> dict[str, list[Finding]]:
    """The findings of each of *modules*."""
    paths = {name: folder / f"{name}.py" for name in modules}
    for name, text in modules.items():
        paths[name].write_text(dedent(text), encoding="utf-8")
    settings = Settings()
    project = Project.for_files(list(paths.values()), settings)
    return {
        name: [
            one
            for one in lint_source(str(path), path.read_bytes(), settings, project)
            if one.code == "ASY401"
        ]
        for name, path in paths.items()
    }


def fixed(folder: Path, **modules: str) -> dict[str, list[bool]]:
    """Whether each finding of each of *modules* has a fix."""
    found = found_in(folder, **modules)
    return {name: [one.fix is not None for one in here] for name, here in found.items()}


def test_one_defect_is_one_error_where_the_task_is_made(tmp_path: Path) -> None:
    found = found_in(tmp_path, spawning=MAKER, app=CALLER)
    severities = {name: [str(one.severity) for one in here] for name, here in found.items()}
    assert severities == {"spawning": ["error"], "app": ["note"]}


def test_a_caller_is_an_error_where_the_maker_is_told_nothing(tmp_path: Path) -> None:
    maker = MAKER.replace("def spawn(work)", "class Spawner:\n  def spawn(self, work)")
    caller = CALLER.replace("import spawn", "import Spawner").replace(
        "    spawn(", "    Spawner().spawn("
    )
    found = found_in(tmp_path, spawning=maker, app=caller)
    assert [str(one.severity) for one in found["app"]] == ["error"]


def test_maker_is_fixed_and_no_caller(tmp_path: Path) -> None:
    found = fixed(tmp_path, spawning=MAKER, app=CALLER, other=CALLER)
    assert found == {"spawning": [True], "app": [False], "other": [False]}


def test_caller_is_fixed_where_the_maker_is_a_method(tmp_path: Path) -> None:
    maker = MAKER.replace("def spawn(work)", "class Spawner:\n  def spawn(self, work)")
    caller = CALLER.replace("import spawn", "import Spawner").replace(
        "    spawn(", "    Spawner().spawn("
    )
    assert fixed(tmp_path, spawning=maker, app=caller) == {"spawning": [], "app": [True]}


def test_maker_whose_task_is_held_by_all_is_told_nothing(tmp_path: Path) -> None:
    holding = CALLER.replace("    spawn(", "    return spawn(")
    assert fixed(tmp_path, spawning=MAKER, app=holding) == {"spawning": [], "app": []}
