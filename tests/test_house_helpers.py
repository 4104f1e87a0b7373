"""Fixes run functions in threads with what the file does that with already."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

HELPERS = """\
import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)


async def run_async(func, *args, **kwargs):
    work = functools.partial(func, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(None, work)


async def in_thread(func, *args):
    return await asyncio.to_thread(func, *args)


async def in_own_pool(func, *args):
    return await asyncio.get_running_loop().run_in_executor(POOL, func, *args)


async def here(func, *args):
    return func(*args)
"""
USER = """\
    import shutil
    {imports}


    async def first(path):
        return await {helper}(len, path)


    async def second(path, target):
        shutil.copytree(path, target, dirs_exist_ok=True)
"""


def fixed(tmp_path: Path, code: str) -> str:
    from flake8_asyncpitfalls.fixes.engine import apply_fixes
    from flake8_asyncpitfalls.semantics.project.project import Project

    (tmp_path / "pyproject.toml").write_text("[project]\nrequires-python = '>=3.11'\n")
    (tmp_path / "helpers.py").write_text(HELPERS)
    user = tmp_path / "user.py"
    user.write_text(dedent(code))
    paths = [tmp_path / "helpers.py", user]
    project = Project.for_files(paths, Settings(), tmp_path / "cache")

    def lint(data: bytes) -> list[Finding]:
        return lint_source(str(user), data, Settings(), project)

    data = user.read_bytes()
    return apply_fixes(str(user), data, lint(data), lint, unsafe=True).data.decode()


@pytest.mark.parametrize(
    ("imports", "helper", "written"),
    [
        (
            "from helpers import run_async",
            "run_async",
            "await run_async(shutil.copytree, path, target, dirs_exist_ok=True)",
        ),
        (
            "import helpers as h",
            "h.run_async",
            "await h.run_async(shutil.copytree, path, target, dirs_exist_ok=True)",
        ),
        (
            "from helpers import in_thread",
            "in_thread",
            "await in_thread( functools.partial(shutil.copytree, path, target, dirs_exist_ok=True) )",
        ),
        (
            "from fastapi.concurrency import run_in_threadpool",
            "run_in_threadpool",
            "await run_in_threadpool(shutil.copytree, path, target, dirs_exist_ok=True)",
        ),
        # One thread for all, and none at all, are something else.
        (
            "from helpers import in_own_pool",
            "in_own_pool",
            "await asyncio.to_thread(shutil.copytree, path, target, dirs_exist_ok=True)",
        ),
        (
            "from helpers import here",
            "here",
            "await asyncio.to_thread(shutil.copytree, path, target, dirs_exist_ok=True)",
        ),
    ],
)
def test_fix_uses_the_helper_of_the_file(
    tmp_path: Path, imports: str, helper: str, written: str
) -> None:
    code = fixed(tmp_path, USER.format(imports=imports, helper=helper))
    assert code.splitlines()[-1].strip() == written or written in " ".join(code.split())
    assert ("import asyncio\n" in code) == ("asyncio." in written)


def test_block_runs_in_the_helper_of_the_file(tmp_path: Path) -> None:
    code = """\
        import json
        from helpers import run_async


        async def first(path):
            return await run_async(len, path)


        async def second(path, value):
            with open(path, "w") as file:
                json.dump(value, file)
        """
    assert fixed(tmp_path, code).endswith(
        """\
    def write_value():
        with open(path, "w") as file:
            json.dump(value, file)

    await run_async(write_value)
"""
    )
