"""Findings that need several files are the same however the files are given, and cost no second read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.codes import known_rules
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

PROJECTS = Path(__file__).parent / "projects"
OURS = ",".join(sorted({code[:4] for code in known_rules()} - {"ASY9"}))
NAMES = ["asy152_constants_handed_on", "asy156_generators_consumed"]
COUNTING = """
import json, sys
from collections import Counter
from pathlib import Path
opened = Counter()
def note(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].endswith(".py"):
        path = Path(args[0]).resolve()
        if path.is_relative_to(Path.cwd()):
            opened[path.name] += 1
sys.addaudithook(note)
from flake8_asyncpitfalls.cli.main import main
# The index of words reads files again that have just been written: their time proves nothing yet.
from flake8_asyncpitfalls.semantics.project import word_index
word_index._SETTLED = 0
main(["--output-format", "concise", "--jobs", "1", "."])
print(json.dumps(opened), file=sys.stderr)
"""


@pytest.fixture(params=NAMES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECTS / request.param, tmp_path / "project"))


def report(folder: Path, *command: str) -> list[str]:
    """The lines of a run's report that name a place, sorted, without the fix marker."""
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.removeprefix("./").replace(" [*] ", " ") for line in run.stdout.splitlines()]
    return sorted(line for line in lines if re.match(r"\S+:\d+:\d+: ", line))


def flake8(folder: Path, *arguments: str) -> list[str]:
    return report(folder, "flake8", "--select", OURS, *arguments)


def asyncfix(folder: Path, *arguments: str) -> list[str]:
    return report(
        folder, "flake8_asyncpitfalls.cli.main", "--select", OURS, "--output-format", "concise",
        *arguments,
    )  # fmt: skip


@pytest.mark.parametrize("folder", NAMES[:1], indirect=True)
def test_same_findings_with_workers_alone_and_in_both_doors(folder: Path) -> None:
    expected = flake8(folder, "-j1")
    assert any(re.search(r" ASY1[56]\d ", line) for line in expected)
    assert flake8(folder, "-j2") == expected
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py"))
    assert sorted(line for file in files for line in flake8(folder, "-j1", file)) == expected
    assert asyncfix(folder, "--no-cache", "--jobs", "1") == expected
    assert asyncfix(folder, "--no-cache", "--jobs", "2") == expected
    assert sorted(line for file in files for line in asyncfix(folder, file)) == expected


def counted(folder: Path) -> tuple[list[str], dict[str, int]]:
    """The report of a run in a process of its own, and how often it opened each Python file."""
    run = subprocess.run(
        [sys.executable, "-c", COUNTING], cwd=folder, capture_output=True, text=True, check=False
    )
    opened = json.loads(run.stderr.splitlines()[-1])
    return [line for line in run.stdout.splitlines() if " ASY" in line], opened


def test_second_run_reads_no_file_twice(folder: Path) -> None:
    cold, opened = counted(folder)
    # Whether there is a setup.py, which may name the project's Python, is asked too.
    opened.pop("setup.py", None)
    assert sorted(opened) == sorted(path.name for path in folder.rglob("*.py"))
    warm, opened = counted(folder)
    assert warm == cold
    # The file itself is read again where its findings are made anew; what it imports never twice.
    assert opened.pop("app.py", 0) <= 2
    assert max(opened.values(), default=0) <= 1


def test_hops_are_named_as_people_say_them() -> None:
    path = PROJECTS / "asy155_readable_hops/app.py"
    findings = lint_source(str(path), path.read_bytes(), Settings())
    chains = [[hop.what for hop in finding.chain] for finding in findings]
    assert chains == [["Base", "subprocess.call"], ["Player", "Base", "subprocess.call"]]


def test_cache_folder_that_is_read_only(folder: Path) -> None:
    expected = asyncfix(folder, "--no-cache")
    cache = folder / ".asyncfix_cache"
    cache.mkdir()
    cache.chmod(0o555)
    assert asyncfix(folder) == expected
    assert asyncfix(folder) == expected
    cache.chmod(0o755)
