"""Runs that are killed while they write lose nothing: the next run clears up after them."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli import journal, writing
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.errors import SourceError

HELPER = "import time\n\n\ndef nap():\n    time.sleep(1)\n"
APP = "from pkg.helper import nap\n\n\nasync def job():\n    nap()\n"
APPLY = ("--apply", "--unsafe-fixes", "--propagate", "--select", "ASY1", "pkg")
KILL_AT = """
import os, signal, sys
from flake8_asyncpitfalls.cli.main import main
left = [int(sys.argv[1])]
replace = os.replace
def counted(source, target):
    if not str(target).endswith(".py"):
        return replace(source, target)
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)
os.replace = counted
main(sys.argv[2:])
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coroutine that blocks through a helper in another file."""
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "pkg/__init__.py").write_text("")
    (tmp_path / "pkg/helper.py").write_text(HELPER)
    (tmp_path / "pkg/app.py").write_text(APP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def is_whole(project: Path) -> bool:
    """Whether the helper is async and awaited, or neither."""
    is_async = "async def nap" in (project / "pkg/helper.py").read_text()
    return is_async == ("await nap()" in (project / "pkg/app.py").read_text())


@pytest.mark.parametrize("at", [1, 2])
def test_a_killed_propagation_is_completed(project: Path, at: int) -> None:
    command = [sys.executable, "-c", KILL_AT, str(at), "--no-cache", "--jobs", "1", *APPLY]
    run = subprocess.run(command, cwd=project, capture_output=True, check=False)
    assert run.returncode == -signal.SIGKILL
    main(["--no-cache", "--exit-zero", "pkg"])
    assert is_whole(project)
    assert "async def nap" in (project / "pkg/helper.py").read_text()
    assert sorted(os.listdir(project / "pkg")) == ["__init__.py", "app.py", "helper.py"]
    assert sorted(os.listdir(project)) == ["pkg", "pyproject.toml"]


def test_a_killed_propagation_is_taken_back_where_a_file_was_edited(project: Path) -> None:
    command = [sys.executable, "-c", KILL_AT, "2", "--no-cache", "--jobs", "1", *APPLY]
    subprocess.run(command, cwd=project, capture_output=True, check=False)
    edited = (project / "pkg/helper.py").read_text() + "# edited\n"
    (project / "pkg/helper.py").write_text(edited)
    main(["--no-cache", "--exit-zero", "pkg"])
    assert is_whole(project)
    assert (project / "pkg/helper.py").read_text() == edited


def test_a_failure_takes_back_what_was_written(project: Path, monkeypatch) -> None:
    one, two = project / "pkg/app.py", project / "pkg/helper.py"
    replace = os.replace

    def fail(source: str, target: str) -> None:
        if str(target) == str(two):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        journal.write_all([(str(one), APP.encode(), b"new"), (str(two), HELPER.encode(), b"new")])
    assert (one.read_text(), two.read_text()) == (APP, HELPER)
    assert not (project / "pkg" / journal.JOURNAL).exists()


def test_a_folder_that_takes_no_journal_is_named(project: Path, monkeypatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system", "/somewhere/.asyncfix-x.tmp")

    monkeypatch.setattr(journal.tempfile, "mkstemp", refuse)
    one = str(project / "pkg/app.py")
    with pytest.raises(SourceError, match=rf"^{project}/pkg: Read-only file system"):
        journal.write_all([(one, APP.encode(), b"new")])
    assert Path(one).read_text() == APP


def test_files_that_changed_since_they_were_read_stay(project: Path) -> None:
    one, two = project / "pkg/app.py", project / "pkg/helper.py"
    with pytest.raises(SourceError, match="changed while"):
        journal.write_all([(str(one), APP.encode(), b"new"), (str(two), b"other", b"new")])
    assert (one.read_text(), two.read_text()) == (APP, HELPER)


def write_journal(folder: Path, name: str, before: bytes, after: bytes) -> None:
    files = [[name, base64.b64encode(before).decode(), base64.b64encode(after).decode()]]
    (folder / journal.JOURNAL).write_text(json.dumps({"version": 1, "files": files}))


@pytest.mark.parametrize("name", ["../outside.py", "link.py", ".git/hook.py"])
def test_a_journal_reaches_nothing_outside(project: Path, name: str, capsys) -> None:
    outside = project / "outside.py"
    outside.write_text("old")
    (project / "pkg/.git").mkdir()
    (project / "pkg/.git/hook.py").write_text("old")
    (project / "pkg/link.py").symlink_to(outside)
    write_journal(project / "pkg", name, b"old", b"evil")
    main(["--no-cache", "--exit-zero", "pkg"])
    assert "nothing was done with it" in capsys.readouterr().err
    assert outside.read_text() == "old"
    assert (project / "pkg/.git/hook.py").read_text() == "old"


def test_a_journal_that_git_tracks_is_not_believed(project: Path) -> None:
    write_journal(project / "pkg", "app.py", APP.encode(), b"evil")
    subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    main(["--no-cache", "--exit-zero", "pkg"])
    assert (project / "pkg/app.py").read_text() == APP


def test_temporary_files_of_killed_runs_go(project: Path) -> None:
    left = project / "pkg/.asyncfix-abc.tmp"
    alive = project / "pkg/.asyncfix-def.tmp"
    other = project / "pkg/.asyncfix-notes"
    for path in (left, alive, other):
        path.write_text("x")
    with alive.open() as file:
        assert writing.lock(file.fileno())
        main(["--no-cache", "--exit-zero", "pkg"])
    assert not left.exists()
    assert alive.exists()
    assert other.exists()


def test_all_names_of_a_file_change(tmp_path: Path) -> None:
    one, two = tmp_path / "a.py", tmp_path / "b.py"
    one.write_bytes(b"old text")
    os.link(one, two)
    journal.write_over(str(one), b"old text", b"new")
    assert (one.read_bytes(), two.read_bytes()) == (b"new", b"new")
    assert one.stat().st_nlink == 2


@pytest.mark.parametrize("after", [b"short", b"a much longer text than it was"])
@pytest.mark.parametrize("written", range(0, 31, 5))
def test_a_file_with_two_names_is_completed(tmp_path: Path, after: bytes, written: int) -> None:
    before = b"the text before"
    path = tmp_path / "a.py"
    path.write_bytes(after[:written] + before[min(written, len(after)) :])
    os.link(path, tmp_path / "b.py")
    write_journal(tmp_path, "a.py", before, after)
    assert "was completed" in journal.finish_interrupted(str(tmp_path))
    assert path.read_bytes() == after
    assert os.path.samefile(path, tmp_path / "b.py")


def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.note", b"kept")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    journal.write_over(str(path), b"old", b"new")
    assert os.getxattr(path, "user.note") == b"kept"


def test_names_as_long_as_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 252 + ".py")
    path.write_bytes(b"old")
    journal.write_over(str(path), b"old", b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("option", ["--output-file", "--write-baseline"])
def test_reports_never_replace_a_source(project: Path, option: str, capsys) -> None:
    (project / "script").write_text(APP)
    (project / "link.txt").symlink_to("pkg/app.py")
    for name in ("pkg/app.py", "link.txt", "script", "new.py"):
        assert main(["--no-cache", option, name, "pkg", "script"]) == 2
        assert "a source file" in capsys.readouterr().err
    assert (project / "pkg/app.py").read_text() == APP
    assert (project / "script").read_text() == APP


@pytest.mark.parametrize("option", ["--output-file", "--write-baseline"])
def test_reports_are_whole_or_as_they_were(project: Path, option: str, monkeypatch) -> None:
    report = project / "report.json"
    report.write_text("old")
    report.chmod(0o640)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        assert main(["--no-cache", option, "report.json", "pkg"]) == 2
    assert report.read_text() == "old"
    main(["--no-cache", option, "report.json", "pkg"])
    assert report.read_text() != "old"
    assert report.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(project)) == ["pkg", "pyproject.toml", "report.json"]
