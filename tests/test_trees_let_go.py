"""While one file is checked, modules that it leads to may lose their trees: what is found stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project import live_trees
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.settings import Settings

APP = b"""\
from work import run

async def serve(job, log):
    try:
        await run(job)
    except BaseException:
        log("ended")
    await log.close()
"""
WORK = """\
import first
import second

async def run(job):
    async def attempt(kind):
        return await kind(job)

    await first.go(job)
    await second.go(job)
    await attempt(job.kind)
    job.cancel()
"""
OTHER = """\
import asyncio

async def go(job):
    await asyncio.sleep(1)
    job.cancel()
"""


def test_a_module_that_loses_its_tree_while_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"pyproject.toml": "", "work.py": WORK, "first.py": OTHER, "second.py": OTHER}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    path = str(tmp_path / "app.py")
    expected = [(one.code, one.span) for one in lint_source(path, APP, Settings())]
    assert [code for code, _ in expected] == ["ASY501"]
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)
    assert [(one.code, one.span) for one in lint_source(path, APP, Settings())] == expected


def test_an_earlier_text_of_a_file_takes_no_tree_of_the_one_under_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)
    path = str(tmp_path / "app.py")
    (tmp_path / "other.py").write_text(OTHER)
    project = Project(Settings())
    earlier = project.module(Source.parse(path, APP))
    checked = project.module(Source.parse(path, APP + b"# fixed\n"))
    earlier.rest()
    # What is concluded from the earlier text has it parsed again; then others need room.
    assert earlier.terms is not None
    assert project.load("other", checked) is not None
    assert checked.source is not None


RUNS = b"""\
import asyncio
from shared import serve

asyncio.run(serve())
asyncio.run(serve())
"""
SHARED = """\
import asyncio
import first
import second

lock = asyncio.Lock()

async def use():
    await first.go(lock)
    async with lock:
        await second.go(lock)

async def serve():
    await first.go(None)
    await second.go(None)
    await asyncio.gather(use(), use())
    await second.go(None)
"""


def test_scopes_of_other_modules_are_held_while_loops_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"pyproject.toml": "", "shared.py": SHARED, "first.py": OTHER, "second.py": OTHER}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    path = str(tmp_path / "app.py")
    expected = [(one.code, one.span) for one in lint_source(path, RUNS, Settings())]
    assert "ASY706" in [code for code, _ in expected]
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)
    assert [(one.code, one.span) for one in lint_source(path, RUNS, Settings())] == expected
