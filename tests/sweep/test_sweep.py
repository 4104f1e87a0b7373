"""The standard library and the installed packages: no exception, and something is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

import pytest

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.source import is_about_async
from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES, Settings

SLOW = 20.0
"""Seconds that no single file may take, whatever the machine."""


@pytest.mark.parametrize("key", ["stdlib", "purelib"])
def test_installed_code_is_checked_without_an_exception(key: str, tmp_path: Path) -> None:
    paths = files_about_async(Path(sysconfig.get_path(key)))
    settings = Settings(enable=("ASY4", "ASY5", "ASY6", "ASY9"))
    project = Project.for_files(paths, settings, tmp_path)
    found: Counter[str] = Counter()
    problems: dict[str, str] = {}
    refused = 0
    for path in paths:
        started = time.process_time()
        try:
            findings = lint_source(str(path), path.read_bytes(), settings, project)
        except SourceError:
            refused += 1
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            problems[str(path)] = f"{error!r} at {place.filename}:{place.lineno}"
        else:
            found.update(finding.code for finding in findings)
        if time.process_time() - started > SLOW:
            problems[str(path)] = "takes too long"
    print(f"{key}: {len(paths)} files checked, {refused} refused")
    print(*(f"{code} {count}" for code, count in sorted(found.items())), sep="\n")
    assert problems == {}
    assert len(paths) > 50
    assert refused < len(paths) // 10
    assert found.total() > 10, found


@pytest.mark.parametrize("key", ["stdlib", "purelib"])
def test_all_fixes_of_installed_code_compile(key: str, tmp_path: Path) -> None:
    """The command, on a copy of the files, with every rule and every fix."""
    folder = Path(sysconfig.get_path(key))
    paths = [path.relative_to(folder) for path in files_about_async(folder)]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, tmp_path / path)
    # What is copied may have the names of what we import.
    command = [
        sys.executable,
        "-P",
        "-m",
        "flake8_asyncpitfalls.cli.main",
        "--isolated",
        "--no-cache",
    ]
    command += [
        "--exclude",
        "nothing",
        "--asy-enable",
        "ASY9,ASY411,ASY509,ASY511,ASY609",
        "--apply",
        "--unsafe-fixes",
        "-q",
        ".",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "asyncfix: error" not in done.stderr
    assert "internal error" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    changed = [p for p in paths if (tmp_path / p).read_bytes() != (folder / p).read_bytes()]
    print(f"{key}: {len(changed)} of {len(paths)} files changed")
    broken = [path for path in changed if not is_program(tmp_path / path)]
    assert [path for path in broken if is_program(folder / path)] == []
    assert changed


def is_program(path: Path) -> bool:
    """Whether the file at *path* compiles."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
    return True


def files_about_async(folder: Path) -> list[Path]:
    """The files below *folder* that are worth a look, without those of the other folder in it."""
    others = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")} - {folder}
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not others & set(path.parents)
        and path.is_file()
        and path.stat().st_size <= MAX_SOURCE_BYTES
        and is_about_async(path.read_bytes())
    ]
