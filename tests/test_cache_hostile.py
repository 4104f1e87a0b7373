"""A cache folder that somebody else wrote, or put something else in the place of."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stored_index import index_of, store, stored

from flake8_asyncpitfalls import cache_folder, cache_seal, lint
from flake8_asyncpitfalls.cli.main import main

HELPER = "import time\n\n\ndef nap():\n    time.sleep(1)\n"
APP = "import time\n\nfrom pkg.helper import nap\n\n\nasync def job():\n    nap()\n    time.sleep(1)\n"
FOLDER = ".asyncfix_cache"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a coroutine that blocks twice."""
    folder = tmp_path / "project"
    (folder / "pkg").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (folder / "pkg/__init__.py").write_text("")
    (folder / "pkg/helper.py").write_text(HELPER)
    (folder / "pkg/app.py").write_text(APP)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv(cache_seal.KEY_VARIABLE, raising=False)
    return folder


Captured = pytest.CaptureFixture[str]


def findings(capsys: Captured, *options: str) -> str:
    capsys.readouterr()
    main(["--output-format", "concise", "--jobs", "1", *options, "pkg"])
    return capsys.readouterr().out


def change(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    """Let *edit* change what is stored."""
    document = stored(folder)
    edit(document)
    store(folder, document)


def hide(document: dict[str, Any]) -> None:
    document["rows"] = [[number, []] for number, _ in document["rows"]]


def is_used(capsys: Captured, monkeypatch: pytest.MonkeyPatch, *options: str) -> bool:
    """Whether a run says what is stored without checking a file."""
    seen: list[str] = []
    original = lint.lint_source

    def note(path: str, *args: Any) -> Any:
        seen.append(path)
        return original(path, *args)

    with monkeypatch.context() as patch:
        patch.setattr(lint, "lint_source", note)
        findings(capsys, *options)
    return not seen


@pytest.mark.parametrize("target", ["outside", "nowhere"])
def test_a_link_is_not_followed(project: Path, capsys: Captured, target: str) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (project / FOLDER).symlink_to(project.parent / target)
    assert findings(capsys) == findings(capsys, "--no-cache")
    assert os.listdir(outside) == []
    assert not (project.parent / "nowhere").exists()


def test_links_inside_are_not_followed(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = findings(capsys)
    entry = index_of(project / FOLDER)
    change(project / FOLDER, hide)
    outside = project.parent / "outside"
    entry.parent.rename(outside)
    entry.parent.symlink_to(outside)
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    assert findings(capsys) == expected
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before
    entry.parent.unlink()
    entry.parent.mkdir()
    entry.symlink_to(outside / entry.name)
    assert findings(capsys) == expected
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


@pytest.mark.parametrize("folder", [".", "pkg"])
def test_a_folder_with_sources_stays_one(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    expected = findings(capsys, "--no-cache")
    before = set(os.listdir(project / folder))
    assert findings(capsys, "--cache-dir", folder) == expected
    assert set(os.listdir(project / folder)) - before == {FOLDER}
    assert findings(capsys, "--cache-dir", folder) == expected
    assert is_used(capsys, monkeypatch, "--cache-dir", folder)


def test_an_empty_folder_is_taken_as_it_is(project: Path, capsys: Captured) -> None:
    (project / "kept").mkdir()
    findings(capsys, "--cache-dir", "kept")
    assert "CACHEDIR.TAG" in os.listdir(project / "kept")
    assert ".gitignore" not in os.listdir(project / "kept")


def edit_raw(folder: Path) -> None:
    """Hide all findings as somebody without the user's key would."""
    entry = index_of(folder)
    document = json.loads(entry.read_text())
    hide(document["data"])
    entry.write_text(json.dumps(document, separators=(",", ":")))


def test_findings_cannot_be_hidden_without_the_key(project: Path, capsys: Captured) -> None:
    expected = findings(capsys)
    edit_raw(project / FOLDER)
    assert findings(capsys) == expected


def test_another_users_cache_is_not_believed(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = findings(capsys)
    change(project / FOLDER, hide)
    assert findings(capsys) != expected, "sealed by ourselves"
    change(project / FOLDER, hide)
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.parent / "another home"))
    assert findings(capsys) == expected
    assert is_used(capsys, monkeypatch)


def test_an_entry_does_not_count_under_another_name(project: Path, capsys: Captured) -> None:
    expected = findings(capsys)
    entry = index_of(project / FOLDER)
    findings(capsys, "--asy-nonblocking", "time.sleep,pkg.helper.nap")
    (other,) = set(entry.parent.iterdir()) - {entry}
    entry.write_bytes(other.read_bytes())
    assert findings(capsys) == expected


@pytest.mark.parametrize("name", ["CI", cache_seal.KEY_VARIABLE])
def test_machines_can_share_a_cache(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "true")
    findings(capsys)
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.parent / "another machine"))
    assert is_used(capsys, monkeypatch)
    assert not (project.parent / "another machine").exists()
    monkeypatch.setenv(cache_seal.KEY_VARIABLE, "another secret")
    assert not is_used(capsys, monkeypatch)


@pytest.mark.parametrize("in_place", ["", "short", "link", "open to all", "folder"])
def test_the_key_is_the_users_own(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, in_place: str
) -> None:
    key = project.parent / "home/asyncfix/key"
    other = project.parent / "other"
    other.write_bytes(b"k" * 32)
    if in_place:
        key.parent.mkdir(parents=True)
    if in_place == "short":
        key.write_bytes(b"x")
    elif in_place == "link":
        key.symlink_to(other)
    elif in_place == "open to all":
        key.write_bytes(b"k" * 32)
        key.chmod(0o644)
    elif in_place == "folder":
        key.mkdir()
    expected = findings(capsys)
    if in_place == "folder":
        assert not (project / FOLDER).exists()
    else:
        assert is_used(capsys, monkeypatch)
        assert key.stat().st_mode & 0o777 == 0o600
        assert len(key.read_bytes()) == 32
        assert os.listdir(key.parent) == ["key"]
    assert other.read_bytes() == b"k" * 32
    assert findings(capsys) == expected


@pytest.mark.parametrize("version", ["2", "4"])
def test_what_git_tracks_is_not_believed(project: Path, capsys: Captured, version: str) -> None:
    expected = findings(capsys)
    change(project / FOLDER, hide)
    assert findings(capsys) != expected, "without git nobody can tell"
    for command in (
        ["init", "-q", "."],
        ["config", "index.version", version],
        ["add", "-f", FOLDER, "pkg"],
    ):
        subprocess.run(["git", *command], cwd=project, check=True)
    assert findings(capsys) == expected


def test_a_folder_that_git_ignores_is_used(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
    findings(capsys)
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    assert is_used(capsys, monkeypatch)


def test_the_folder_works_elsewhere(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a machine finds it that restores what another one stored."""
    expected = findings(capsys)
    other = project.parent / "other/place"
    shutil.copytree(project, other)
    shutil.rmtree(project / "pkg")
    monkeypatch.chdir(other)
    assert is_used(capsys, monkeypatch)
    assert findings(capsys) == expected


def bad_rows(value: Any) -> list[Any]:
    """Rows of findings with something in them that we never write."""
    number, rows = value
    row = rows[0]
    changed = [[*row[:at], bad, *row[at + 1 :]] for at in range(len(row)) for bad in BAD]
    return [[number, [one]] for one in changed]


BAD = ["\x1b[2Jgone", "two\nlines", "\u202etxt", 10**12, -1, ["x"], {"a": 1}, 3.5]


def test_rows_that_are_not_ours_are_not_used(project: Path, capsys: Captured) -> None:
    expected = findings(capsys)
    document = stored(project / FOLDER)
    crafted = bad_rows(next(row for row in document["rows"] if row[1]))
    assert len(crafted) > 40
    for row in crafted:
        store(project / FOLDER, {**document, "rows": [row]})
        assert findings(capsys) == expected, row


@pytest.mark.parametrize("bad", [None, -5, 10**30, "x", [], {}, [[-1, 99]], ["\0"], ["/dev/zero"]])
@pytest.mark.parametrize(
    "column",
    ["paths", "texts", "stamps", "roots", "pythons", "root_sets", "names", "look_ups", "rows"],
)
def test_indexes_that_are_not_ours_change_nothing(
    project: Path, capsys: Captured, column: str, bad: Any
) -> None:
    expected = findings(capsys)
    for value in (bad, [bad] * 3):
        change(project / FOLDER, lambda document: document.update({column: value}))  # noqa: B023
        assert findings(capsys) == expected


def test_stored_rows_hold_no_edits(project: Path, capsys: Captured) -> None:
    assert "[*]" in findings(capsys)
    text = json.dumps(stored(project / FOLDER)["rows"])
    told = ("await asyncio.sleep(...)", "await asyncio.sleep")
    assert "asyncio.sleep" not in text.replace(told[0], "").replace(told[1], "")


def test_fixes_are_made_from_the_text_and_not_from_memory(project: Path, capsys: Captured) -> None:
    findings(capsys)

    def lie(document: dict[str, Any]) -> None:
        for _, rows in document["rows"]:
            for row in rows:
                row[3] = [1, 0, 1, 11]

    change(project / FOLDER, lie)
    main(["--apply", "--jobs", "1", "pkg"])
    assert (project / "pkg/app.py").read_text() == APP.replace(
        "import time\n", "import asyncio\n", 1
    ).replace("    time.sleep", "    await asyncio.sleep")


def test_pipes_and_huge_files_in_place_of_entries(project: Path, capsys: Captured) -> None:
    expected = findings(capsys)
    entry = index_of(project / FOLDER)
    entry.unlink()
    os.mkfifo(entry)
    assert findings(capsys) == expected
    entry.unlink(missing_ok=True)
    with entry.open("wb") as file:
        file.truncate(10**10)
    assert findings(capsys) == expected


@pytest.mark.parametrize("name", [FOLDER, "pkg/.gitignore", "setup.cfg", "tox.ini", ".flake8"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path)])
def test_pipes_and_devices_in_place_of_other_files(
    project: Path, capsys: Captured, name: str, make: Callable[[Path], None]
) -> None:
    expected = findings(capsys, "--no-cache")
    assert "ASY101" in expected
    make(project / name)
    assert findings(capsys) == expected


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path)])
@pytest.mark.parametrize("option", ["--apply", "--propagate"])
def test_pipes_and_devices_beside_what_is_fixed(
    project: Path, capsys: Captured, option: str, make: Callable[[Path], None]
) -> None:
    make(project / "pkg/beside.py")
    (project / "pkg/app.py").write_text(
        "import time\n\n\ndef nap():\n    time.sleep(1)\n\n\nasync def f():\n    nap()\n    time.sleep(2)\n"
    )
    main(["--apply", "--unsafe-fixes", option, "pkg/app.py"])
    capsys.readouterr()
    assert "await asyncio.sleep(2)" in (project / "pkg/app.py").read_text()


def test_a_folder_that_nobody_may_look_into_is_not_used(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = findings(capsys, "--no-cache")
    assert findings(capsys, "--cache-dir", "x" * 300) == expected
    (project / FOLDER).mkdir()

    def refuse(path: object, *others: object, **more: object) -> object:
        if FOLDER in os.fspath(path):  # type: ignore[call-overload]
            raise PermissionError(13, "Permission denied", path)
        return real(path, *others, **more)  # type: ignore[arg-type]

    for name in ("stat", "lstat", "scandir", "listdir", "open"):
        real = getattr(os, name)
        with monkeypatch.context() as patched:
            patched.setattr(os, name, refuse)
            assert findings(capsys) == expected


def test_old_settings_and_old_files_go(project: Path, capsys: Captured) -> None:
    for number in range(cache_folder.MAX_ENTRIES + 5):
        findings(capsys, "--asy-nonblocking", f"a.b{number}")
    (folder,) = (project / FOLDER).glob("*/findings")
    assert len(os.listdir(folder)) == cache_folder.MAX_ENTRIES
    findings(capsys)
    (project / "pkg/app.py").rename(project / "pkg/new.py")
    findings(capsys)
    newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    document = json.loads(newest.read_text())["data"]
    assert "pkg/new.py" in document["paths"]
    assert "pkg/app.py" not in document["paths"]


def test_what_nobody_uses_ages_out(project: Path, capsys: Captured) -> None:
    findings(capsys)
    root = project / FOLDER
    (version,) = (path.parent for path in root.glob("*/findings"))
    old_version = root / "6-cpython-311"
    (old_version / "runs").mkdir(parents=True)
    entry = version / "summaries/old.json"
    temporary = version / "summaries/.x.tmp"
    entry.parent.mkdir(exist_ok=True)
    for path in (entry, temporary, old_version / "runs/old.json"):
        path.write_text("{}")
    long_ago = time.time() - 2 * cache_folder.KEPT_SECONDS
    for path in (entry, temporary, old_version / "runs", old_version, root / "swept"):
        os.utime(path, (long_ago, long_ago))
    (project / "pkg/app.py").write_text(APP + "# changed\n")
    findings(capsys)
    assert not entry.exists()
    assert not temporary.exists()
    assert not old_version.exists()
    assert (root / "CACHEDIR.TAG").exists()
