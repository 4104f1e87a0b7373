"""The table of other linters' rules: complete, and as true as what the linters themselves find.

``peers/async100.py`` holds code for the row of ASYNC100. A comment ``# found: here, flake8-async,
ruff`` names who must report something at its line; nobody may report anything elsewhere.
"""

from __future__ import annotations

import collections
import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from flake8_async.visitors import ERROR_CLASSES, ERROR_CLASSES_CST

from flake8_asyncpitfalls import docs
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.rules import all_rules, find_rule_module
from flake8_asyncpitfalls.settings import ConfiguredCall, Settings

FOLDER = Path(__file__).parent / "peers"
FILES = sorted(FOLDER.glob("*.py"))
ROWS = docs.peers()
Found = dict[tuple[str, str], set[int]]
"""Lines (1-based) by file name and code."""


def row_of(path: Path) -> docs.Peer:
    return next(row for row in ROWS if row.flake8_async == path.stem.upper())


def marked(path: Path) -> dict[str, set[int]]:
    lines: dict[str, set[int]] = collections.defaultdict(set)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for who in re.findall(r"[\w-]+", line.partition("# found: ")[2]):
            lines[who].add(number)
    return lines


@pytest.fixture(scope="module")
def found_by_flake8_async() -> Found:
    command = [
        *(sys.executable, "-m", "flake8", "--isolated", "--jobs=1", "--select=ASYNC"),
        *("--enable=ASYNC", "--async200-blocking-calls=pkg.stall->stalled,*.freeze->melt"),
    ]
    run = subprocess.run([*command, str(FOLDER)], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    found: Found = collections.defaultdict(set)
    for line in run.stdout.splitlines():
        path, number, _, text = re.split(r":(?=[ \d])", line, maxsplit=3)
        found[Path(path).name, text.split()[0][:8]].add(int(number))
    return found


@pytest.fixture(scope="module")
def found_by_ruff() -> Found:
    pytest.importorskip("ruff")
    command = [
        *(sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--preview"),
        *("--select=ASYNC,RUF006,RUF029", "--output-format=json", "--target-version=py312"),
    ]
    run = subprocess.run([*command, str(FOLDER)], capture_output=True, text=True, check=False)
    found: Found = collections.defaultdict(set)
    for item in json.loads(run.stdout):
        found[Path(item["filename"]).name, item["code"]].add(item["location"]["row"])
    return found


def found_here(path: Path, codes: tuple[str, ...]) -> set[int]:
    settings = Settings(
        enable=codes, target_version=(3, 12), blocking=(ConfiguredCall("pkg.stall", ""),)
    )
    findings = lint_source(str(path), path.read_bytes(), settings)
    return {finding.span.line for finding in findings if finding.code in codes}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_say_what_we_find(path: Path) -> None:
    assert found_here(path, row_of(path).here) == marked(path)["here"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_say_what_flake8_async_finds(path: Path, found_by_flake8_async: Found) -> None:
    code = path.stem.upper()
    assert found_by_flake8_async[path.name, code] == marked(path)["flake8-async"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_say_what_ruff_finds(path: Path, found_by_ruff: Found) -> None:
    assert found_by_ruff[path.name, row_of(path).ruff] == marked(path)["ruff"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_relation_is_that_of_the_marks(path: Path) -> None:
    lines, row = marked(path), row_of(path)
    assert relation(lines["here"], lines["flake8-async"]) == row.relation
    if row.ruff:
        assert relation(lines["here"], lines["ruff"]) == row.ruff_relation


def relation(here: set[int], there: set[int]) -> str:
    """How what *here* finds compares to what another finds, as the table says it."""
    if not here & there:
        return "none"
    if here == there:
        return "same"
    if here > there:
        return "wider"
    return "narrower" if here < there else "partly"


def test_every_rule_with_a_counterpart_has_a_file() -> None:
    names = {path.stem.upper() for path in FILES}
    assert names == {row.flake8_async for row in ROWS if row.flake8_async and row.here}


def test_readme_tells_ruff_about_the_letters(root: Path) -> None:
    assert 'external = ["ASY"]' in (root / "README.md").read_text(encoding="utf-8")


def test_every_code_of_flake8_async_has_a_row() -> None:
    classes = ERROR_CLASSES | ERROR_CLASSES_CST
    codes = {code.partition("_")[0] for visitor in classes for code in visitor.error_codes}
    assert len(codes) > 40, f"flake8-async {metadata.version('flake8-async')} is not read right"
    assert codes - {row.flake8_async for row in ROWS} == set()


def test_every_asynchronous_rule_of_ruff_has_a_row() -> None:
    pytest.importorskip("ruff")
    command = [sys.executable, "-m", "ruff", "rule", "--all", "--output-format=json"]
    rules = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    codes = {rule["code"] for rule in rules if (rule["code"] or "").startswith("ASYNC")}
    assert len(codes) > 15
    assert (codes | {"RUF006", "RUF029"}) - {row.ruff for row in ROWS} == set()
    names = {rule["code"]: rule["name"] for rule in rules}
    assert {row.ruff: row.ruff_name for row in ROWS} == {
        row.ruff: names.get(row.ruff, "") for row in ROWS
    }


def test_every_asynchronous_rule_of_sonar_has_a_row() -> None:
    numbers = (
        *(7483, 7484, 7486, 7487, 7488, 7489, 7490, 7491, 7493, 7497, 7499, 7501, 7502, 7503),
        *(7513, 7514, 7515, 7614),
    )
    codes = {code for row in ROWS for code in row.sonar.split(", ")}
    assert {f"S{number}" for number in numbers} - codes == set()


def test_rows_name_rules_that_exist() -> None:
    known = {rule.code for rule in all_rules()}
    assert {code for row in ROWS for code in row.here} - known == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.flake8_async or row.ruff or row.sonar)
def test_pages_name_their_counterparts(row: docs.Peer) -> None:
    for code in row.here:
        module = find_rule_module(code)
        assert module is not None
        text = docs.sections(module)["Like"]
        for peer in (row.flake8_async, row.ruff, *row.sonar.split(", ")):
            assert peer in text, f"{code} does not name {peer}"
