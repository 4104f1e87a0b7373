"""A task that a function of one module makes for others is kept in that function (ASY401)."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

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


def fixed(folder: Path, **modules: str) -> dict[str, list[bool]]:
    """Whether each finding of each of *modules* has a fix."""
    paths = {name: folder / f"{name}.py" for name in modules}
    for name, text in modules.items():
        paths[name].write_text(dedent(text), encoding="utf-8")
    settings = Settings()
    project = Project.for_files(list(paths.values()), settings)
    return {
        name: [
            one.fix is not None
            for one in lint_source(str(path), path.read_bytes(), settings, project)
            if one.code == "ASY401"
        ]
        for name, path in paths.items()
    }


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
