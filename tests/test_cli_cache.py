"""The cache: equal findings with and without it, and no second look at what did not change."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flake8_asyncpitfalls import lint
from flake8_asyncpitfalls.cli.main import main

HELPER = "import time\n\n\ndef nap():\n    time.sleep(1)\n"
HARMLESS = "def nap():\n    return 1\n"
OTHER = "from pkg.abel import first\n\n\nasync def other():\n    await first()\n"
APP = "from pkg.helper import nap\n\n\nasync def job():\n    nap()\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose coroutine blocks through a helper in another file."""
    package = tmp_path / "pkg"
    package.mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (package / "__init__.py").write_text("")
    (package / "helper.py").write_text(HELPER)
    (package / "app.py").write_text(APP)
    # abel.py is checked before it is looked up, and helper.py is looked up only.
    (package / "abel.py").write_text("async def first():\n    return 1\n")
    (package / "other.py").write_text(OTHER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    capsys.readouterr()
    main(["--output-format", "concise", "--jobs", "1", *options, "pkg"])
    return [line for line in capsys.readouterr().out.splitlines() if "ASY" in line]


def rewrite(path: Path, text: str) -> None:
    path.write_text(text)
    later = time.time_ns() + 5_000_000_000
    os.utime(path, ns=(later, later))


def test_second_run_looks_at_nothing(project, capsys, monkeypatch):
    first = findings(capsys)
    assert len(first) == 1
    assert "ASY151" in first[0]

    def fail(*args: object) -> None:
        pytest.fail("a file was checked again")

    monkeypatch.setattr(lint, "lint_source", fail)
    assert findings(capsys) == first


def test_change_of_a_helper_reaches_its_caller(project, capsys):
    before = findings(capsys)
    rewrite(project / "pkg/helper.py", HARMLESS)
    assert findings(capsys) == []
    rewrite(project / "pkg/helper.py", HELPER)
    assert findings(capsys) == before


def test_only_what_depends_on_the_change_is_checked(project, capsys, monkeypatch):
    findings(capsys)
    rewrite(project / "pkg/helper.py", HARMLESS)
    seen: list[str] = []
    original = lint.lint_source

    def note(path: str, *args: object) -> list[object]:
        seen.append(Path(path).name)
        return original(path, *args)

    monkeypatch.setattr(lint, "lint_source", note)
    findings(capsys)
    assert seen == ["app.py"]  # helper.py has no async word in it


def test_module_that_appears_is_noticed(project, capsys):
    (project / "pkg/helper.py").unlink()
    assert findings(capsys) == []
    (project / "pkg/helper.py").write_text(HELPER)
    assert len(findings(capsys)) == 1


def test_settings_have_findings_of_their_own(project, capsys):
    assert len(findings(capsys)) == 1
    assert findings(capsys, "--asy-nonblocking", "pkg.helper.nap") == []
    assert len(findings(capsys)) == 1


@pytest.mark.parametrize("garbage", [b"", b"\x00\xff", b"[]", b'{"rows": 3}', b'{"terms": [[1]]}'])
def test_garbage_changes_nothing(project, capsys, garbage):
    expected = findings(capsys, "--no-cache")
    findings(capsys)
    entries = list((project / ".asyncfix_cache").rglob("*.json"))
    assert entries
    for entry in entries:
        entry.write_bytes(garbage)
    assert findings(capsys) == expected


def test_cache_folder_that_cannot_be_written(project, capsys):
    expected = findings(capsys, "--no-cache")
    (project / "file").write_text("not a folder")
    assert findings(capsys, "--cache-dir", "file") == expected
    assert (project / "file").read_text() == "not a folder"


def test_folder_says_what_it_is(project, capsys):
    findings(capsys)
    folder = project / ".asyncfix_cache"
    assert (
        (folder / "CACHEDIR.TAG")
        .read_text()
        .startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )
    assert (folder / ".gitignore").read_text() == "*\n"


def test_four_runs_at_once(project):
    command = [
        sys.executable,
        "-m",
        "flake8_asyncpitfalls.cli.main",
        "--output-format",
        "concise",
        "pkg",
    ]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = {run.communicate()[0] for run in runs}
    assert len(outputs) == 1
    assert "ASY151" in outputs.pop()


def test_fixed_file_is_checked_anew(project, capsys):
    (project / "pkg/app.py").write_text("import time\n\n\nasync def job():\n    time.sleep(1)\n")
    assert len(findings(capsys)) == 1
    main(["--apply", "--jobs", "1", "pkg"])
    assert "asyncio.sleep" in (project / "pkg/app.py").read_text()
    assert findings(capsys) == []
