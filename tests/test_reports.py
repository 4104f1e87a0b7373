"""The output formats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from flake8_asyncpitfalls.edit import AddAwait
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Hop, Severity
from flake8_asyncpitfalls.reports import FOR_PEOPLE, FORMATS, render
from flake8_asyncpitfalls.reports.located import Located, SourceLines
from flake8_asyncpitfalls.reports.look import Look
from flake8_asyncpitfalls.reports.summary import count_line, statistics
from flake8_asyncpitfalls.span import Span

SOURCE = """\
async def main():
    sleep(1)
\t'äöü', get(
        "日本")
""".encode()

SLEEP = Span(2, 4, 2, 12)
GET = Span(3, 11, 4, 17)


def fix(applicability: Applicability) -> Fix:
    return Fix(applicability, "await it", (AddAwait(SLEEP),))


@pytest.fixture
def findings() -> list[Located]:
    """Two findings of one file and one of another; the second spans lines and has hops."""
    lines = SourceLines(SOURCE)
    hops = (Hop("app/http.py", 14, "requests.get"), Hop("app/db.py", 3, "query"))
    one = Finding("ASY101", "blocking-sleep", "'sleep' waits: 100%", SLEEP, fix(Applicability.SAFE))
    two = Finding(
        "ASY152", "reached-http", "'get' waits", GET, fix(Applicability.UNSAFE), hops,
        severity=Severity.ERROR,
    )  # fmt: skip
    three = Finding("ASY101", "blocking-sleep", "'sleep' waits", SLEEP, severity=Severity.NOTE)
    return [lines.locate("a,b.py", one), lines.locate("a,b.py", two), lines.locate("c d.py", three)]


def test_positions_count_characters_from_1(findings: list[Located]) -> None:
    assert findings[0][1:5] == (2, 5, 2, 13)
    assert findings[1][1:5] == (3, 9, 4, 14)
    assert findings[1].source == ("\t'äöü', get(", '        "日本")')


def test_source_lines_are_those_of_python() -> None:
    lines = SourceLines("# coding: latin-1\r\nä = 1\rb\x0cc\n".encode("latin-1"))
    assert [lines.text(number) for number in range(5)] == [
        "", "# coding: latin-1", "ä = 1", "b\x0cc", "",
    ]  # fmt: skip
    assert SourceLines("\ufeffä".encode()).text(1) == "ä"


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_renders_nothing(output_format: str) -> None:
    text = render(output_format, [], Look())
    assert not text or text.endswith("\n")
    assert output_format not in FOR_PEOPLE or not text


def test_full(findings: list[Located]) -> None:
    assert render("full", findings[:2], Look()) == (
        "a,b.py:2:5: ASY101 [*] 'sleep' waits: 100%\n"
        "  |\n"
        "2 |     sleep(1)\n"
        "  |     ^^^^^^^^ warning\n"
        "  = fix: await it\n"
        "\n"
        "a,b.py:3:9: ASY152 'get' waits\n"
        "  |\n"
        "3 | \t'äöü', get(\n"
        "  | \t       ^^^^ ... error\n"
        "  = via app/http.py:14: requests.get\n"
        "  = via app/db.py:3: query\n"
        "  = unsafe fix: await it\n"
        "\n"
    )


def test_full_tells_once_what_many_files_reach(findings: list[Located]) -> None:
    """Every place is named, however many files there are, and those of a few files are told each."""
    mild = findings[1]._replace(severity="note")
    many = [mild._replace(path="a.py"), *(findings[1]._replace(path=f"{i}.py") for i in "bcd")]
    text = render("full", many, Look())
    assert text.count("ASY152") == 1
    assert text.startswith("b.py:3:9: ASY152 'get' waits\n")
    assert (
        "  = via app/db.py:3: query\n  = also called at a.py:3:9\n  = also called at c.py:3:9\n"
        "  = also called at d.py:3:9\n  = unsafe fix: await it\n" in text
    )
    others = [one._replace(entered="get", path=f"e{one.path}") for one in many]
    assert render("full", [*many, *others], Look()).count("ASY152") == 2
    assert render("full", many[:3], Look()).count("ASY152") == 3
    assert render("concise", many, Look()).count("ASY152") == 4


def test_full_underlines_wide_characters() -> None:
    source = "x = '日本', f(日)".encode()
    finding = Finding("ASY101", "n", "m", Span(1, 14, 1, len(source)))
    text = render("full", [SourceLines(source).locate("a.py", finding)], Look())
    assert "  |             ^^^^^ warning\n" in text


def test_full_shows_no_control_characters() -> None:
    finding = Finding("ASY101", "n", "m", Span(1, 0, 1, 3))
    text = render("full", [SourceLines(b"f() # \x1b[31m\x08").locate("a.py", finding)], Look())
    assert "\x1b" not in text
    assert "\x08" not in text


def test_concise(findings: list[Located]) -> None:
    assert render("concise", findings, Look()) == (
        "a,b.py:2:5: ASY101 [*] 'sleep' waits: 100%\n"
        "a,b.py:3:9: ASY152 'get' waits\n"
        "c d.py:2:5: ASY101 'sleep' waits\n"
    )


def test_unsafe_fixes_are_marked_when_they_are_wanted(findings: list[Located]) -> None:
    assert render("concise", findings, Look(counts_unsafe=True)).count("[*]") == 2


def test_colours(findings: list[Located]) -> None:
    assert "\033[1;31mASY101\033[0m" in render("concise", findings, Look(is_coloured=True))


def test_grouped(findings: list[Located]) -> None:
    assert render("grouped", findings, Look()) == (
        "a,b.py\n"
        "  2:5  ASY101 [*] 'sleep' waits: 100% [warning]\n"
        "  3:9  ASY152 'get' waits [error]\n"
        "\n"
        "c d.py\n"
        "  2:5  ASY101 'sleep' waits [note]\n"
        "\n"
    )


OBJECT = {
    "path": "a,b.py",
    "line": 3,
    "column": 9,
    "end_line": 4,
    "end_column": 14,
    "code": "ASY152",
    "name": "reached-http",
    "severity": "error",
    "message": "'get' waits",
    "fix": {"applicability": "unsafe", "description": "await it"},
    "also": [],
    "chain": [
        {"path": "app/http.py", "line": 14, "what": "requests.get"},
        {"path": "app/db.py", "line": 3, "what": "query"},
    ],
}


def test_json(findings: list[Located]) -> None:
    document = json.loads(render("json", findings, Look(is_coloured=True)))
    assert document[1] == OBJECT
    assert document[2]["fix"] is None
    assert list(document[0]) == list(OBJECT)
    lines = render("json-lines", findings, Look()).splitlines()
    assert [json.loads(line) for line in lines] == document


def test_github(findings: list[Located]) -> None:
    first, second, third = render("github", findings, Look()).splitlines()
    assert first == (
        "::warning title=ASY101 blocking-sleep,file=a%2Cb.py,line=2,col=5,endLine=2,endColumn=13::"
        "a,b.py:2:5: ASY101 'sleep' waits: 100%25"
    )
    assert ",line=3,col=9,endLine=4,endColumn=14::" in second
    assert second.startswith("::error ")
    assert third.startswith("::notice ")


def test_gitlab(findings: list[Located]) -> None:
    issues = json.loads(render("gitlab", [*findings, findings[0]], Look()))
    assert issues[0]["check_name"] == "ASY101"
    assert [issue["severity"] for issue in issues[:3]] == ["minor", "major", "info"]
    assert issues[1]["location"]["positions"]["begin"] == {"line": 3, "column": 9}
    assert len({issue["fingerprint"] for issue in issues}) == 4


def test_gitlab_fingerprints_stay_when_lines_move(findings: list[Located]) -> None:
    moved = [finding._replace(line=finding.line + 7) for finding in findings]
    assert fingerprints(findings) == fingerprints(moved)


def fingerprints(findings: list[Located]) -> list[str]:
    return [issue["fingerprint"] for issue in json.loads(render("gitlab", findings, Look()))]


def test_sarif(findings: list[Located]) -> None:
    log: dict[str, Any] = json.loads(render("sarif", findings, Look()))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["ASY101", "ASY152"]
    results = run["results"]
    assert [result["level"] for result in results] == ["warning", "error", "note"]
    assert [result["ruleIndex"] for result in results] == [0, 1, 0]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%2Cb.py"
    assert place["region"] == {"startLine": 3, "startColumn": 9, "endLine": 4, "endColumn": 14}
    related = results[1]["relatedLocations"]
    assert [hop["message"]["text"] for hop in related] == ["requests.get", "query"]


def test_sarif_describes_its_rules(findings: list[Located]) -> None:
    log = json.loads(render("sarif", findings, Look(docs_url="https://docs.example/asy/")))
    (sleep, http) = log["runs"][0]["tool"]["driver"]["rules"]
    assert sleep["shortDescription"]["text"].startswith("Reports `time.sleep`")
    assert "## Instead" in sleep["help"]["markdown"]
    assert sleep["defaultConfiguration"] == {"level": "warning"}
    assert sleep["properties"]["tags"] == ["async", "blocking"]
    assert http["helpUri"] == "https://docs.example/asy/asy152-blocking-http-reached.html"
    assert (
        "helpUri"
        not in json.loads(render("sarif", findings, Look()))["runs"][0]["tool"]["driver"]["rules"][
            0
        ]
    )


def test_sarif_names_absolute_files_as_uris(findings: list[Located], tmp_path: Path) -> None:
    finding = findings[0]._replace(path=str(tmp_path / "a.py"))
    log = json.loads(render("sarif", [finding], Look()))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == (tmp_path / "a.py").as_uri()


def test_junit(findings: list[Located]) -> None:
    strange = findings[0]._replace(path="x.py", message="<&> \x00 \x1b ü")
    root = ElementTree.fromstring(render("junit", [*findings, strange], Look()).encode())
    assert root.get("failures") == "4"
    assert [suite.get("name") for suite in root] == ["a,b.py", "c d.py", "x.py"]
    failure = root[2][0][0]
    assert failure.get("type") == "ASY101"
    assert ":2:5: warning: ASY101 " in str(failure.text)
    assert failure.get("message") == "<&> \ufffd \ufffd ü"


def test_junit_without_findings_has_a_passed_case() -> None:
    root = ElementTree.fromstring(render("junit", [], Look()))
    assert root.get("failures") == "0"
    assert len(root[0]) == 1


def test_count_line(findings: list[Located]) -> None:
    assert count_line(findings, checked=9, counts_unsafe=False) == (
        "3 found in 2 files; 1 fixable with --apply (1 more with --unsafe-fixes)"
    )
    assert count_line(findings, checked=9, counts_unsafe=True) == (
        "3 found in 2 files; 2 fixable with --apply --unsafe-fixes"
    )
    assert count_line(findings[1:], checked=9, counts_unsafe=False) == (
        "2 found in 2 files; 1 fixable with --apply --unsafe-fixes"
    )
    assert count_line(findings[2:], checked=9, counts_unsafe=False) == "1 found in 1 file"
    assert count_line([], checked=9, counts_unsafe=False) == "nothing found in 9 files"


def test_statistics(findings: list[Located]) -> None:
    assert statistics(findings) == "2  ASY101 blocking-sleep\n1  ASY152 reached-http\n"
    assert not statistics([])


def test_services_get_paths_from_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "top" / "src"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text("import time\n\n\nasync def f():\n    time.sleep(1)\n")

    def paths(*named: str) -> set[str]:
        command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", *named]
        github = subprocess.run(
            [*command, "--output-format", "github"], cwd=folder, capture_output=True, text=True,
            check=False,
        ).stdout  # fmt: skip
        gitlab = subprocess.run(
            [*command, "--output-format", "gitlab"], cwd=folder, capture_output=True, text=True,
            check=False,
        ).stdout  # fmt: skip
        shown = github.partition("file=")[2].partition(",")[0]
        return {shown, json.loads(gitlab)[0]["location"]["path"]}

    assert paths() == paths(str(folder)) == {"a.py"}
    (tmp_path / "top/.git").mkdir()
    assert paths() == paths(str(folder)) == paths("../src") == {"src/a.py"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    assert paths() == {"top/src/a.py"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path / "elsewhere"))
    assert paths("a.py") == {"a.py"}
