"""``asyncio.run`` leaves no current loop: none where another module asks for that and runs it (ASY603)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flake8_asyncpitfalls.finding import Finding

RUNS = """
import asyncio

async def work():
    await asyncio.sleep(1)

def start():
    loop = asyncio.get_event_loop()
    loop.run_until_complete(work())
"""
LIKEWISE = """
import asyncio

async def other():
    await asyncio.sleep(1)

def close():
    asyncio.get_event_loop().run_until_complete(other())
"""
ON_ITS_LOOP = """
import asyncio

async def other():
    await asyncio.get_event_loop().run_in_executor(None, print)
"""


def found_in(folder: Path, own: str, beside: str) -> list[Finding]:
    """What is found in a module *own* of a project whose other module is *beside*."""
    path, other = folder / "app.py", folder / "other.py"
    path.write_text(own, encoding="utf-8")
    other.write_text(beside, encoding="utf-8")
    settings = Settings()
    project = Project.for_files([path, other], settings)
    return lint_source(str(path), path.read_bytes(), settings, project)


@pytest.mark.parametrize(("beside", "is_fixed"), [(LIKEWISE, False), (ON_ITS_LOOP, True)])
def test_loop_of_another_module_stays(tmp_path: Path, beside: str, is_fixed: bool) -> None:
    found = found_in(tmp_path, RUNS, beside)
    assert [(one.code, one.fix is not None) for one in found] == [("ASY603", is_fixed)]


SETS = """
import asyncio

def perform(task):
    asyncio.set_event_loop({})
    task()
"""
RUNS_IT = """
import asyncio

def serve(loop):
    asyncio.set_event_loop(loop)
    loop.run_forever()
"""
TO_NONE, TO_NEW = SETS.format("None"), SETS.format("asyncio.new_event_loop()")
BY_ITSELF = (
    RUNS
    + """
if __name__ == "__main__":
    start()
"""
)


@pytest.mark.parametrize(
    ("own", "beside", "is_told"),
    [
        (RUNS, TO_NEW, False),
        (RUNS, TO_NONE, True),
        (RUNS, RUNS_IT, True),
        (BY_ITSELF, TO_NEW, True),
    ],
)
def test_loop_that_another_module_may_have_set(
    tmp_path: Path, own: str, beside: str, is_told: bool
) -> None:
    found = found_in(tmp_path, own, beside)
    assert [one.code for one in found if one.code == "ASY603"] == ["ASY603"] * is_told
