"""The rules that are off: silent under a bare ``--select ASY``, found when they are named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_asyncpitfalls.rules import all_rules

EVAL_FILES = Path(__file__).parent / "eval_files"
OPTIONAL = [rule.code for rule in all_rules() if rule.optional]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the largest file of test data of every optional rule, named by its code."""
    folder = tmp_path_factory.mktemp("optional")
    for code in OPTIONAL:
        files = EVAL_FILES.glob(f"{code.lower()}_*.py")
        largest = max(files, key=lambda path: path.stat().st_size)
        shutil.copy(largest, folder / f"{code.lower()}.py")
    return folder


def flake8(folder: Path, *selection: str) -> dict[str, set[str]]:
    return run(folder, "flake8", "--isolated", "--asy-target-version=3.12", *selection)


def asyncfix(folder: Path, *selection: str) -> dict[str, set[str]]:
    options = ("--output-format=concise", "--no-cache", "--target-version=3.12", "--color=never")
    return run(folder, "flake8_asyncpitfalls.cli.main", *options, *selection)


def run(folder: Path, module: str, *arguments: str) -> dict[str, set[str]]:
    """The codes that a door finds, by the code that the file is named after."""
    command = [sys.executable, "-m", module, *arguments, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, set[str]] = {}
    for name, text in re.findall(r"(asy\d{3})\.py:\d+:\d+:? (ASY\d{3}\b.*)", done.stdout):
        # A finding tells of others at the same call.
        found.setdefault(name.upper(), set()).update(re.findall(r"ASY\d{3}", text))
    return found


Door = Callable[..., dict[str, set[str]]]
DOORS = pytest.mark.parametrize("door", [flake8, asyncfix])


def test_all_opinions_are_optional() -> None:
    assert {code for code in OPTIONAL if code.startswith("ASY9")} == {
        rule.code for rule in all_rules() if rule.code.startswith("ASY9")
    }


@DOORS
@pytest.mark.parametrize("selection", [[], ["--select=ASY"]])
def test_silent_unless_named(door: Door, folder: Path, selection: list[str]) -> None:
    found = set().union(*door(folder, *selection).values())
    assert found
    assert found.isdisjoint(OPTIONAL)


@DOORS
def test_every_one_is_found_when_it_is_named(door: Door, folder: Path) -> None:
    found = door(folder, f"--select=ASY,{','.join(OPTIONAL)}")
    assert [code for code in OPTIONAL if code not in found.get(code, set())] == []


@DOORS
def test_asy9_names_all_opinions(door: Door, folder: Path) -> None:
    found = set().union(*door(folder, "--select=ASY9").values())
    assert found == {code for code in OPTIONAL if code.startswith("ASY9")}


FAMILIES = "--select=ASY1,ASY2,ASY3,ASY4,ASY5,ASY6,ASY7"


@DOORS
def test_naming_all_families_of_defects_is_the_recommended_set(door: Door, folder: Path) -> None:
    by_letters = door(folder, "--select=ASY")
    assert door(folder, FAMILIES) == by_letters
    assert door(folder, f"{FAMILIES},ASY41,ASY50") == by_letters


def test_the_same_beside_flake8_async(folder: Path) -> None:
    """Its codes begin with our letters: ASY selects them too, the families do not."""
    pytest.importorskip("flake8_async")
    command = [sys.executable, "-m", "flake8", "--isolated", "--asy-target-version=3.12"]

    def lines(selection: str) -> list[str]:
        done = subprocess.run(
            [*command, selection, "."], cwd=folder, capture_output=True, text=True, check=False
        )
        return done.stdout.splitlines()

    by_letters = lines("--select=ASY")
    ours = [line for line in by_letters if re.search(r" ASY\d", line)]
    assert len(ours) < len(by_letters)
    assert lines(FAMILIES) == ours
