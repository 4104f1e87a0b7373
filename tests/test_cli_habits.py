"""What people are used to from ruff and other commands, with the command run as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main"]
SLEEPS = "import time\n\n\nasync def f():\n    time.sleep(1)\n"
COLOURS = ("NO_COLOR", "FORCE_COLOR", "TERM")


def run(
    folder: Path, *args: str, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in COLOURS}
    return subprocess.run(
        [*COMMAND, *args], cwd=folder, input=stdin, capture_output=True, text=True, check=False,
        env=kept | environment,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(SLEEPS)
    (tmp_path / "clean.py").write_text("x = 1\n")
    (tmp_path / "none").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("option", "guess"),
    [
        ("--selct=ASY1", "; did you mean --select?"),
        ("--fix", "; did you mean --apply?"),
        ("--unsafe", "; did you mean --unsafe-fixes?"),
        ("--line-length=100", ""),
    ],
)
def test_an_unknown_option_is_told_in_a_few_lines(folder: Path, option: str, guess: str) -> None:
    done = run(folder, option, "a.py")
    assert (done.returncode, done.stdout) == (2, "")
    first, *usage = done.stderr.splitlines()
    assert first == f"asyncfix: error: unrecognized arguments: {option}{guess}"
    assert usage == [
        "usage: asyncfix [OPTIONS] [PATH ...]",
        "       asyncfix server | docs [OPTIONS]",
        "All options: asyncfix --help",
    ]


def test_what_others_have_commands_for(folder: Path) -> None:
    done = run(folder, "check", "a.py")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "check: no such file or directory; asyncfix checks without a command: asyncfix [PATH ...]\n"
    )


def test_exit_statuses(folder: Path) -> None:
    statuses = {
        ("clean.py",): 0,
        ("a.py",): 1,
        ("a.py", "--exit-zero"): 0,
        ("a.py", "--diff"): 1,
        ("clean.py", "--diff"): 0,
        ("nothing.py",): 2,
        ("a.py", "--fail-on", "error"): 0,
        ("a.py", "--apply", "--exit-non-zero-on-fix"): 1,
        ("a.py", "--apply", "--exit-non-zero-on-fix", "-n"): 0,
    }
    assert {args: run(folder, *args).returncode for args in statuses} == statuses


def test_the_last_line_says_what_is_left_after_fixes(folder: Path) -> None:
    assert run(folder, "--diff", "a.py").stderr.endswith("nothing left in 1 file\n")
    two = f"import asyncio\n{SLEEPS}    asyncio.get_event_loop()\n"
    (folder / "a.py").write_text(two)
    assert "1 found in 1 file" in run(folder, "--apply", "--unfixable", "ASY602", "a.py").stdout


def test_short_options(folder: Path) -> None:
    assert run(folder, "-V").stdout == run(folder, "--version").stdout
    done = run(folder, "-n", "-q", "-j", "1", "-o", "report.txt", "a.py")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert "ASY101" in (folder / "report.txt").read_text()
    assert not (folder / ".asyncfix_cache").exists()


def test_help_is_grouped_and_fits(folder: Path) -> None:
    text = run(folder, "--help").stdout
    for title in (
        "what to do:",
        "configuration:",
        "options (also in",
        "what is known of your code",
    ):
        assert title in text
    assert max(map(len, text.splitlines())) <= 100
    assert text.startswith("usage: asyncfix [OPTIONS] [PATH ...]\n")


def test_standard_input(folder: Path) -> None:
    for args in (("-",), ("--stdin-filename", "src/a.py"), ("--stdin-filename", "src/a.py", "-")):
        done = run(folder, *args, "--output-format", "concise", stdin=SLEEPS)
        assert done.returncode == 1
        assert done.stdout.startswith(f"{args[1] if args[1:] else 'stdin'}:5:5: ASY101")
    assert run(folder, "-", "--diff", stdin=SLEEPS).returncode == 1
    assert run(folder, "-", "--apply", stdin="x = 1\n").stdout == "x = 1\n"


def test_colours_where_they_are_wanted(folder: Path) -> None:
    def is_coloured(*args: str, **environment: str) -> bool:
        return "\033[" in run(folder, "a.py", *args, **environment).stdout

    assert not is_coloured()
    assert is_coloured(FORCE_COLOR="1")
    assert not is_coloured(FORCE_COLOR="1", NO_COLOR="1")
    assert not is_coloured("--color", "never", FORCE_COLOR="1")
    assert is_coloured("--color", "always", NO_COLOR="1")
    assert not is_coloured("--output-format", "json", FORCE_COLOR="1")
    run(folder, "a.py", "-o", "report.txt", FORCE_COLOR="1")
    assert "\033[" not in (folder / "report.txt").read_text()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals")
def test_a_terminal(folder: Path) -> None:
    def shown(*args: str, **environment: str) -> str:
        kept = {name: value for name, value in os.environ.items() if name not in COLOURS}
        main, child = os.openpty()
        command = [*COMMAND, "-n", "--no-progress", *args]
        process = subprocess.Popen(
            command, cwd=folder, stdout=child, stderr=child, env=kept | environment
        )
        os.close(child)
        data = b""
        while True:
            try:
                part = os.read(main, 10_000)
            except OSError:
                break
            if not part:
                break
            data += part
        process.wait()
        os.close(main)
        return data.decode()

    assert "\033[1ma.py" in shown("a.py", TERM="xterm")
    assert "\033[" not in shown("a.py", TERM="dumb")
    assert "\033[" not in shown("a.py", TERM="xterm", NO_COLOR="1")
    # Bold words may stay where colours may not.
    assert "\033[3" not in shown("--explain", "ASY101", TERM="xterm", NO_COLOR="1")


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("asyncfix --no-cache a.py >&-", 1, ""),
        ("asyncfix --no-cache a.py 2>&- >&-", 1, ""),
        ("asyncfix --no-cache a.py > /dev/full", 2, "standard output: No space left on device"),
        ("rmdir ../gone; asyncfix .", 2, "the current directory is not there any more"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="of Linux")
def test_where_nothing_can_be_said_or_looked_at(
    tmp_path: Path, line: str, status: int, said: str
) -> None:
    (tmp_path / "a.py").write_text("import time\nasync def f():\n    time.sleep(1)\n")
    (tmp_path / "gone").mkdir()
    folder = tmp_path / "gone" if "gone" in line else tmp_path
    python = f"{sys.executable} -m flake8_asyncpitfalls.cli.main"
    done = subprocess.run(
        line.replace("asyncfix", python), shell=True, cwd=folder, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.splitlines() == ([f"asyncfix: error: {said}"] if said else [])
