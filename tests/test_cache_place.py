"""Where the cache is said to be, in every file and both doors, with the commands run as processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cache_folder import installed_digest

SLEEPS = "import time\n\n\nasync def f():\n    time.sleep(1)\n"
ASYNCFIX = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main"]
FLAKE8 = [sys.executable, "-m", "flake8", "--select", "ASY1", "-j1"]


def folders_with_cache(root: Path) -> set[str]:
    return {
        os.path.relpath(folder, root)
        for folder, _, files in os.walk(root)
        if "CACHEDIR.TAG" in files
    }


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, ""), done
    assert "ASY101" in done.stdout


def test_an_installer_says_what_our_own_code_is(tmp_path: Path) -> None:
    package, listed = tmp_path / "tool", tmp_path / "tool-1.0.dist-info/RECORD"
    package.mkdir()
    assert installed_digest(str(package), "1.0") is None
    listed.parent.mkdir()
    # An editable install lists what leads to the package, and nothing of it.
    listed.write_text("tool.pth,sha256=a,1\n")
    assert installed_digest(str(package), "1.0") is None
    digests = set()
    for content in "ab":
        listed.write_text(f"tool/__init__.py,sha256={content},1\n")
        digests.add(installed_digest(str(package), "1.0"))
    assert len(digests - {None}) == 2
    (tmp_path / "linked").symlink_to(package)
    (tmp_path / "linked-1.0.dist-info").mkdir()
    (tmp_path / "linked-1.0.dist-info/RECORD").write_text("linked/__init__.py,sha256=a,1\n")
    assert installed_digest(str(tmp_path / "linked"), "1.0") is None


@pytest.mark.parametrize("command", [ASYNCFIX, FLAKE8], ids=["asyncfix", "flake8"])
@pytest.mark.parametrize("key", ["asy-cache-dir", "cache-dir"])
def test_a_folder_in_a_file_is_beside_it(tmp_path: Path, command: list[str], key: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.py").write_text(SLEEPS)
    for folder in ("kept", "deep/kept"):
        (tmp_path / ".flake8").write_text(f"[flake8]\n{key} = {folder}\n")
        run(command, tmp_path / "sub")
    assert folders_with_cache(tmp_path) == {"kept", "deep/kept"}


@pytest.mark.parametrize("command", [ASYNCFIX, FLAKE8], ids=["asyncfix", "flake8"])
def test_none_is_no_folder(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "a.py").write_text(SLEEPS)
    (tmp_path / "setup.cfg").write_text("[flake8]\nasy-cache-dir = none\n")
    run(command, tmp_path)
    run([*command, "--asy-cache-dir", "none"], tmp_path)
    assert folders_with_cache(tmp_path) == set()
    run([*command, "--asy-cache-dir", "here"], tmp_path)
    assert folders_with_cache(tmp_path) == {"here"}


@pytest.mark.parametrize("key", ["asy-cache-dir", "cache-dir", "cache_dir"])
def test_asyncfix_reads_its_own_table(tmp_path: Path, key: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.py").write_text(SLEEPS)
    for value in ("none", "kept"):
        (tmp_path / "pyproject.toml").write_text(f"[tool.asyncfix]\n{key} = '{value}'\n")
        run(ASYNCFIX, tmp_path / "sub")
    assert folders_with_cache(tmp_path) == {"kept"}


def test_stubs_of_a_config_file_are_beside_it_too(tmp_path: Path) -> None:
    stub = "from flake8_asyncpitfalls.stubs.markers import blocks\n\n@blocks('sleep')\ndef get(): ...\n"
    (tmp_path / "typings").mkdir()
    (tmp_path / "typings/lib.pyi").write_text(stub)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.py").write_text("import lib\n\n\nasync def f():\n    lib.get()\n")
    (tmp_path / ".flake8").write_text("[flake8]\nasy-stubs = typings\n")
    for command in (ASYNCFIX, FLAKE8):
        run(command, tmp_path / "sub")
