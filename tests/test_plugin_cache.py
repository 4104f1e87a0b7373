"""What the flake8 door keeps for its next run: equal findings, with less work."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stored_index import store, stored

from flake8_asyncpitfalls.plugin import Plugin

HELPER = "import time\n\n\ndef nap():\n    time.sleep(1)\n"
APP = "from pkg.helper import nap\n\n\nasync def job():\n    nap()\n"
FOLDER = ".asyncfix_cache"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package whose coroutines block through a helper in another file."""
    package = tmp_path / "pkg"
    package.mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (package / "__init__.py").write_text("")
    (package / "helper.py").write_text(HELPER)
    for number in range(4):
        (package / f"app{number}.py").write_text(APP)
    return tmp_path


def flake8(folder: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "flake8", "--isolated", "--select", "ASY1", *options]
    run = subprocess.run([*command, "pkg"], cwd=folder, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    return sorted(run.stdout.splitlines())


def change_what_is_stored(folder: Path) -> None:
    text = json.dumps(stored(folder / FOLDER))
    store(folder / FOLDER, json.loads(text.replace("blocks the event loop", "was remembered")))


def rewrite(path: Path, text: str) -> None:
    path.write_text(text)
    later = time.time_ns() + 5_000_000_000
    os.utime(path, ns=(later, later))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_second_run_says_the_same(project: Path, jobs: str) -> None:
    first = flake8(project, "--jobs", jobs)
    assert len(first) == 4
    index = stored(project / FOLDER)
    names = {index["paths"][number] for number, _ in index["rows"]}
    assert names == {f"pkg/app{number}.py" for number in range(4)}
    assert flake8(project, "--jobs", jobs) == first


def test_what_is_kept_is_not_looked_over_by_the_collector(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where the engine checks nothing: what is read back stays until the process ends."""
    monkeypatch.chdir(project)
    monkeypatch.setattr(Plugin, "_options", {})
    monkeypatch.setattr(Plugin, "_cache", FOLDER)
    monkeypatch.setattr(Plugin, "_engine", None)
    gc.unfreeze()
    engine = Plugin._prepare()
    assert gc.get_freeze_count() > 0
    assert not any(found is engine for found in gc.get_objects())
    gc.unfreeze()


def test_what_is_stored_is_what_is_said(project: Path) -> None:
    """The second run does not check anew: it says what it was told."""
    flake8(project)
    change_what_is_stored(project)
    assert all("was remembered" in line for line in flake8(project))


def test_change_of_a_helper_reaches_its_callers(project: Path) -> None:
    before = flake8(project)
    rewrite(project / "pkg/helper.py", HELPER.replace("time.sleep(1)", "pass"))
    assert flake8(project) == []
    rewrite(project / "pkg/helper.py", HELPER)
    assert flake8(project) == before


def test_look_ups_of_unchanged_modules_add_up(project: Path) -> None:
    """A run that checks one file anew forgets nothing of what the others depend on."""
    flake8(project)
    rewrite(project / "pkg/app0.py", APP + "# changed\n")
    flake8(project)
    rewrite(project / "pkg/helper.py", HELPER.replace("time.sleep(1)", "pass"))
    assert flake8(project) == []


def test_text_from_standard_input_is_what_counts(project: Path) -> None:
    flake8(project)
    command = [sys.executable, "-m", "flake8", "--isolated", "--select", "ASY1"]
    run = subprocess.run(
        [*command, "--stdin-display-name", "pkg/app0.py", "-"],
        cwd=project, input="async def job():\n    pass\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == ""
    assert len(flake8(project)) == 4


def test_line_ends_of_windows(project: Path) -> None:
    (project / "pkg/app0.py").write_bytes(APP.replace("\n", "\r\n").encode())
    first = flake8(project)
    assert len(first) == 4
    assert flake8(project) == first


def test_cache_can_be_elsewhere_or_nowhere(project: Path) -> None:
    expected = flake8(project, "--asy-cache-dir", "none")
    assert len(expected) == 4
    assert sorted(path.name for path in project.iterdir()) == ["pkg", "pyproject.toml"]
    assert flake8(project, "--asy-cache-dir", "kept") == expected
    assert (project / "kept/CACHEDIR.TAG").exists()


def test_both_doors_share_it(project: Path) -> None:
    flake8(project)
    change_what_is_stored(project)
    asyncfix = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--select=ASY1", "pkg"]
    asyncfix += ["--output-format", "concise"]
    run = subprocess.run(asyncfix, cwd=project, capture_output=True, text=True, check=False)
    assert run.stdout.count("was remembered") == 4


@pytest.mark.parametrize(
    "garbage", [b"", b"\x00\xff", b"[]", b'{"rows": 3}', b'{"rows": [[0, []]]}']
)
def test_garbage_changes_nothing(project: Path, garbage: bytes) -> None:
    expected = flake8(project)
    (entry,) = (project / FOLDER).rglob("findings/*.json")
    entry.write_bytes(garbage)
    assert flake8(project) == expected


def test_what_is_remembered_is_read_without_the_words_of_fixes() -> None:
    code = (
        "import sys, flake8_asyncpitfalls.findings_cache, flake8_asyncpitfalls.findings_codec\n"
        "assert 'flake8_asyncpitfalls.edit' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
