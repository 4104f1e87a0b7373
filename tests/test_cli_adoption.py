"""What people are used to: folders left out, codes not repaired, quiet, completion, suggestions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

SAMPLE = (
    "import asyncio\nimport time\n\n\nasync def main():\n    time.sleep(1)\n    asyncio.sleep(1)\n"
)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--no-cache", "--isolated"]
    return subprocess.run(
        [*command, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("app.py", "venv/lib/x.py", ".venv/x.py", "src/build/x.py", ".hidden/x.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SAMPLE)
    return tmp_path


def test_other_peoples_code_is_left_out_and_told_once(project: Path) -> None:
    ended = run(project, "--output-format", "concise")
    assert ended.stdout.splitlines()[-1] == (
        "2 found in 1 file; 2 fixable with --apply (left out: .venv, build, venv)"
    )
    assert "x.py" not in ended.stdout


def test_who_says_what_to_exclude_decides(project: Path) -> None:
    ended = run(project, "--output-format", "concise", "--exclude", "app.py")
    found = {line.split(":")[0] for line in ended.stdout.splitlines()[:-1]}
    assert found == {"venv/lib/x.py", ".venv/x.py", "src/build/x.py", ".hidden/x.py"}
    assert "left out" not in ended.stdout


def test_only_fixable_codes_are_repaired(project: Path) -> None:
    ended = run(
        project, "--apply", "--fixable", "ASY1,coroutine-never-awaited", "--unfixable", "ASY201"
    )
    assert ended.returncode == 1
    text = (project / "app.py").read_text()
    assert "await asyncio.sleep(1)\n    asyncio.sleep(1)" in text
    assert "1 found in 1 file (" in ended.stdout


def test_quiet_prints_findings_alone(project: Path) -> None:
    ended = run(project, "-q", "--output-format", "concise", "app.py")
    assert len(ended.stdout.splitlines()) == 2
    assert ended.stderr == ""
    (project / "app.py").write_text("x = 1\n")
    assert run(project, "--quiet", "app.py").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--aply",), "did you mean --apply?"),
        (("--output-format", "srif"), "did you mean 'sarif'?"),
        (("--select", "blocking-slep"), "did you mean 'blocking-sleep'?"),
        (("--explain", "blocking-slep"), "did you mean 'blocking-sleep'?"),
    ],
)
def test_what_is_mistyped_gets_a_suggestion(
    project: Path, arguments: tuple[str, ...], words: str
) -> None:
    ended = run(project, *arguments)
    assert ended.returncode == 2
    assert words in ended.stderr


def test_settings_can_be_read_by_programs(project: Path) -> None:
    (project / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.9"\n')
    ended = run(project, "--show-settings", "--select", "ASY1", "--output-format", "json", "app.py")
    document = json.loads(ended.stdout)
    assert document["settings"]["select"] == {"value": ["ASY1"], "origin": "command line"}
    assert document["settings"]["quiet"]["value"] is False
    assert document["files"]["app.py"]["python"] == "3.9"


def test_shells_can_complete(project: Path) -> None:
    pytest.importorskip("shtab")
    assert "--unsafe-fixes" in run(project, "--print-completion", "bash").stdout
    ended = run(project, "--print-completion", "fish-and-chips")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1


NOQA = """import asyncio
import time


async def main():
    time.sleep(1)  # noqa: ASY101
    time.sleep(1)  # noqa: ASY101,ASY201  why not
    await asyncio.sleep(1)  # noqa: ASY101
    await asyncio.sleep(1)  # noqa: ASY101 # type: ignore
    await asyncio.sleep(1)  # noqa: E501,ASY101
    await asyncio.sleep(1)  # noqa: ASY901,E501
    await asyncio.sleep(1)  # noqa
    text = "# noqa: ASY101"


def helper():
    time.sleep(1)  # noqa: ASY151
"""
CLEAN = """import asyncio
import time


async def main():
    time.sleep(1)  # noqa: ASY101
    time.sleep(1)  # noqa: ASY101why not
    await asyncio.sleep(1)
    await asyncio.sleep(1)  # type: ignore
    await asyncio.sleep(1)  # noqa: E501
    await asyncio.sleep(1)  # noqa: ASY901,E501
    await asyncio.sleep(1)  # noqa
    text = "# noqa: ASY101"


def helper():
    time.sleep(1)  # noqa: ASY151
""".replace("ASY101why", "ASY101  why")


def test_unused_comments_are_told(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(NOQA)
    ended = run(tmp_path, "--unused-noqa", "--output-format", "concise")
    assert ended.returncode == 1
    assert [line.split(" ")[0] for line in ended.stdout.splitlines()[:-1]] == [
        "app.py:7:20:", "app.py:8:29:", "app.py:9:29:", "app.py:10:29:",
    ]  # fmt: skip
    assert (tmp_path / "app.py").read_text() == NOQA


def test_unused_comments_are_removed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(NOQA)
    assert run(tmp_path, "--unused-noqa", "--apply").returncode == 0
    assert (tmp_path / "app.py").read_text() == CLEAN
    again = run(tmp_path, "--unused-noqa")
    assert again.returncode == 0
    assert again.stdout.startswith("nothing found")


def test_stale_entries_of_the_baseline_are_told_and_dropped(tmp_path: Path) -> None:
    sleeps = "import time\n\n\nasync def f():\n    time.sleep(1)\n    time.sleep(2)\n    f()\n"
    for name in ("a.py", "b.py", "c.py", "d.py"):
        (tmp_path / name).write_text(sleeps)
    assert run(tmp_path, "--write-baseline", "known.json").returncode == 0
    done = run(tmp_path, "--baseline", "known.json")
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "a.py").write_text(sleeps.replace("    time.sleep(2)\n", ""))
    (tmp_path / "b.py").write_text("x = 1\n")
    (tmp_path / "c.py").unlink()
    note = "asyncfix: note: 7 entries of known.json are stale: what they list is found no more; "
    for _ in range(2):
        told = run(tmp_path, "--baseline", "known.json")
        assert told.returncode == 0
        assert told.stderr == f"{note}--write-baseline known.json drops them\n"
    # What was not looked at is not gone.
    assert "4 entries" in run(tmp_path, "--baseline", "known.json", "a.py").stderr
    assert "6 entries" in run(tmp_path, "--baseline", "known.json", "--select", "ASY1").stderr
    assert run(tmp_path, "--baseline", "known.json", "-q").stderr == ""
    part = run(tmp_path, "--write-baseline", "known.json", "a.py")
    assert part.stdout.endswith("; 4 stale dropped\n")
    document = json.loads((tmp_path / "known.json").read_text())
    assert sorted(document["files"]) == ["a.py", "b.py", "d.py"]
    assert run(tmp_path, "--write-baseline", "known.json").stdout.endswith("; 3 stale dropped\n")
    done = run(tmp_path, "--baseline", "known.json")
    assert (done.returncode, done.stderr) == (0, "")
    fresh = run(tmp_path, "--write-baseline", "fresh.json")
    assert fresh.returncode == 0
    assert (tmp_path / "fresh.json").read_text() == (tmp_path / "known.json").read_text()


def test_noqa_comments_say_why(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        "import time\n\n\nasync def f():\n    time.sleep(1)\n    f()  # noqa: ASY401\n"
        "    f()  # noqa: ASY401 known\n"
    )
    assert run(tmp_path, "--add-noqa=see ticket 12, ASY7", "a.py").returncode == 0
    assert path.read_text().splitlines()[4:] == [
        "    time.sleep(1)  # noqa: ASY101 - see ticket 12, ASY7",
        "    f()  # noqa: ASY401,ASY201 - see ticket 12, ASY7",
        "    f()  # noqa: ASY401,ASY201 known",
    ]
    assert run(tmp_path).returncode == 0
    assert run(tmp_path, "--noqa-reason", "x").stderr == (
        "asyncfix: error: --noqa-reason: needs --add-noqa\n"
    )
    assert run(tmp_path, "--add-noqa=two\nlines").returncode == 2


def test_fixes_that_would_not_be_written_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    # The first ``await`` gone, 's' is known, and what else is done with it is found.
    (tmp_path / "a.py").write_text(
        "class Session:\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *a): ...\n"
        "    def rows(self): return [1]\n\n\n"
        "async def use():\n"
        "    async with Session() as s:\n"
        "        async for row in s.rows(): print(row)\n"
    )
    for _ in range(2):  # what is remembered is not tried
        main(["--isolated"])
        assert "1 fixable" in capsys.readouterr().out
    for _ in range(2):
        main(["--isolated", "--try-fixes"])
        assert "fixable" not in capsys.readouterr().out
