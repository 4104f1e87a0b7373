"""A bug of ours is one line about one file in flake8; wrong options and stubs end both doors alike."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_engine import START_UP

from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

CRASH = "import asyncio\nasync def f():\n    crash()\n"
FINE = "import asyncio, os\nasync def f():\n    sleep(1)\n"


def run(folder: Path, *command: str, fakes: bool = False) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join([START_UP, root] if fakes else [root])
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path}, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"# caf\xe9\nasync def f(): f()\n", "x.py: invalid or missing encoding"),
        (b"async def f(): f()\n\n\n# caf\xe9\n", "x.py:4: byte 0xe9 is not utf-8"),
    ],
)
def test_comments_in_no_encoding(data: bytes, cause: str) -> None:
    """``ast`` takes them, and nobody else does."""
    with pytest.raises(SourceError, match=cause):
        lint_source("x.py", data, Settings())


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    "options",
    [(), ("--select", "ASY"), ("--select", "ASY101,F401"), ("--extend-select", "ASY9"),
     ("--select", "ASY1", "--ignore", "ASY2")],
    ids=" ".join,
)  # fmt: skip
def test_a_bug_of_ours_is_a_line_on_its_file(
    tmp_path: Path, options: tuple[str, ...], jobs: str
) -> None:
    (tmp_path / "crash.py").write_text(CRASH)
    (tmp_path / "fine.py").write_text(FINE)
    done = run(tmp_path, "flake8", "--isolated", "--jobs", jobs, *options, ".", fakes=True)
    lines = done.stdout.splitlines()
    (line,) = [line for line in lines if "ASY000" in line]
    assert line.startswith("./crash.py:1:1: ASY000 internal error, the file is not checked: ")
    assert "RuntimeError: a bug: of two lines" in line
    assert any(line.startswith("./fine.py:3:") and "ASY101" in line for line in lines)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_other_plugins_keep_what_they_found(tmp_path: Path) -> None:
    (tmp_path / "crash.py").write_text(f"import os\n{CRASH}")
    done = run(tmp_path, "flake8", "--isolated", ".", fakes=True)
    assert "crash.py:1:1: F401" in done.stdout


def test_without_our_codes_a_bug_of_ours_is_nobodys_business(tmp_path: Path) -> None:
    (tmp_path / "crash.py").write_text(CRASH)
    done = run(tmp_path, "flake8", "--isolated", "--select", "E9", ".", fakes=True)
    assert (done.stdout, done.returncode) == ("", 0)


def test_in_the_command_it_is_an_error_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "crash.py").write_text(CRASH)
    (tmp_path / "fine.py").write_text(FINE)
    command = ("flake8_asyncpitfalls.cli.main", "--isolated", "--no-cache")
    done = run(tmp_path, *command, "--output-format", "concise", fakes=True)
    assert done.stderr.startswith("crash.py: internal error: RuntimeError: a bug: of two lines")
    assert "fine.py:3:5: ASY101" in done.stdout
    assert done.returncode == 2


OPTIONS = {
    "value": ("--asy-follow-imports", "everywhere"),
    "name": ("--asy-blocking", "no-name"),
    "folder": ("--asy-stubs", "missing"),
    "stub": ("--asy-stubs", "stubs"),
}


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize(
    "door",
    [("flake8", "--isolated"), ("flake8_asyncpitfalls.cli.main", "--isolated", "--no-cache")],
    ids=["flake8", "asyncfix"],
)
def test_what_is_not_understood_is_one_line_and_status_2(
    tmp_path: Path, option: str, door: tuple[str, ...]
) -> None:
    (tmp_path / "stubs").mkdir()
    (tmp_path / "stubs" / "lib.pyi").write_text("@blokcs('http')\ndef get(): ...\n")
    (tmp_path / "a.py").write_text("import asyncio, lib\nasync def f():\n    lib.get()\n")
    done = run(tmp_path, *door, *OPTIONS[option], ".")
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert "stubs" in line or OPTIONS[option][1] in line


@pytest.mark.parametrize(
    "path", ["", "/", "//", "/..", ".", "..", "/__init__.py", "a\n/b", "x/" * 900]
)
def test_standard_input_may_be_called_anything(path: str) -> None:
    text = b"import time\nfrom x import y\nasync def f():\n    y()\n    time.sleep(1)\n"
    project = Project.for_files([path], Settings())
    assert [one.code for one in lint_source(path, text, Settings(), project)] == ["ASY101"]


def test_a_bug_while_helpers_become_async_costs_that_step_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("flake8_asyncpitfalls.fixes.async_conversion.propagate.propagate", fail)
    (tmp_path / "pyproject.toml").write_text("")
    file = tmp_path / "app.py"
    file.write_text(
        "import time\n\n\ndef rest():\n    time.sleep(1)\n\n\n"
        "async def serve():\n    rest()\n    time.sleep(2)\n"
    )
    options = ("--isolated", "--no-cache", "--apply", "--unsafe-fixes", "--propagate")
    assert main([*options, str(tmp_path)]) == 2
    assert "--propagate: internal error: KeyError: 'lost'" in capsys.readouterr().err
    assert "await asyncio.sleep(2)" in file.read_text()
