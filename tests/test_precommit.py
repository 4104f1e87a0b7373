"""The pre-commit hooks, run by pre-commit itself from a clone of this repository."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SLEEPER = "import asyncio\nimport time\n\n\nasync def f():\n    time.sleep(1)\n"
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: {hook}
"""


def git(*arguments: str, folder: Path) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    command = ["git", *identity, *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return run.stdout.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository's last commit; skips where pre-commit cannot work."""
    if find_spec("pre_commit") is None:
        pytest.skip("pre-commit is not installed")
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    folder = tmp_path_factory.mktemp("clone")
    download = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "hatchling"]
    if subprocess.run([*download, "-d", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("no package index can be reached")
    git("clone", "-q", str(ROOT), str(folder / "repository"), folder=folder)
    return folder / "repository"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One store for all tests of this module, so that the hook's environment is built once."""
    return os.environ | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("store"))}


def run_hook(
    hook: str, clone: Path, environment: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    revision = git("rev-parse", "HEAD", folder=clone)
    git("init", "-q", folder=folder)
    config = CONFIG.format(repository=clone, revision=revision, hook=hook)
    (folder / ".pre-commit-config.yaml").write_text(config)
    (folder / "app.py").write_text(SLEEPER)
    (folder / "notes.txt").write_text("async def f(): time.sleep(1)\n")
    git("add", ".", folder=folder)
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_asyncpitfalls_reports(clone: Path, environment: dict[str, str], tmp_path: Path) -> None:
    run = run_hook("asyncpitfalls", clone, environment, tmp_path)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "app.py:6:5: ASY101" in run.stdout
    assert (tmp_path / "app.py").read_text() == SLEEPER


def test_asyncfix_repairs_and_fails_once(
    clone: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    run = run_hook("asyncfix", clone, environment, tmp_path)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "files were modified by this hook" in run.stdout
    repaired = SLEEPER.replace("time.sleep", "await asyncio.sleep").replace("import time\n", "")
    assert (tmp_path / "app.py").read_text() == repaired
    git("add", ".", folder=tmp_path)
    again = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stdout + again.stderr
