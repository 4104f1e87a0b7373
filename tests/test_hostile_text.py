"""Control characters, line ends, bidirectional marks and bytes that are no text reach nobody raw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest

from flake8_asyncpitfalls.cli.diff import unified_diff, visible
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.printable import encodable, printable
from flake8_asyncpitfalls.reports import FORMATS

NAMES = {
    "escape": b"a\x1b[31mb.py",
    "line end": b"a\nb.py",
    "return": b"a\rb.py",
    "bidi": "a\u202eb.py".encode(),
    "not utf-8": b"a\xffb.py",
    "zero width": "a\u200bb.py".encode(),
}
SOURCE = b"import asyncio, time\nasync def f():\n    time.sleep(1)  # \x1b[31m \xe2\x80\xae \x08\n"
BROKEN = b"async def f(:\n"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def is_safe(text: str) -> bool:
    return all(char.isprintable() or char in "\n\t" for char in text)


def write(folder: Path, name: bytes, data: bytes) -> None:
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:
        file.write(data)


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_in_every_format(
    folder: Path, capsys: Captured, name: str, output_format: str
) -> None:
    write(folder, NAMES[name], SOURCE)
    write(folder, b"broken" + NAMES[name], BROKEN)
    assert main(["--isolated", "--no-cache", "--output-format", output_format]) == 2
    output = capsys.readouterr()
    assert is_safe(output.out)
    assert is_safe(output.err)
    assert len(output.err.splitlines()) == 1
    output.out.encode()
    if output_format in ("concise", "github", "json-lines"):
        lines = [line for line in output.out.splitlines() if "ASY101" in line]
        assert len(lines) == 1


def run_json(output_format: str, capsys: Captured) -> object:
    main(["--isolated", "--no-cache", "--output-format", output_format])
    return json.loads(capsys.readouterr().out)


def test_files_that_could_not_be_checked_stand_in_reports(folder: Path, capsys: Captured) -> None:
    write(folder, b"broken.py", BROKEN)
    (entry,) = run_json("json", capsys)  # type: ignore[misc]
    assert (entry["path"], entry["line"], entry["code"]) == ("broken.py", 1, "ASY000")
    assert "syntax" in entry["message"]
    (issue,) = run_json("gitlab", capsys)  # type: ignore[misc]
    assert issue["check_name"] == "ASY000"
    assert issue["location"]["path"] == "broken.py"
    log = run_json("sarif", capsys)
    (invocation,) = log["runs"][0]["invocations"]  # type: ignore[index]
    (notification,) = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert notification["level"] == "error"
    place = notification["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "broken.py"
    assert log["runs"][0]["results"] == []  # type: ignore[index]


def test_an_address_holds_the_bytes_of_the_name(folder: Path, capsys: Captured) -> None:
    write(folder, NAMES["not utf-8"], SOURCE)
    log = run_json("sarif", capsys)
    assert log["runs"][0]["invocations"] == [  # type: ignore[index]
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]
    location = log["runs"][0]["results"][0]["locations"][0]  # type: ignore[index]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == NAMES["not utf-8"]


def test_junit_is_xml(folder: Path, capsys: Captured) -> None:
    write(folder, NAMES["not utf-8"], SOURCE)
    main(["--isolated", "--no-cache", "--output-format", "junit"])
    assert ElementTree.fromstring(capsys.readouterr().out).get("failures") == "1"


def test_nothing_was_found_in_what_could_not_be_checked(folder: Path, capsys: Captured) -> None:
    write(folder, b"broken.py", BROKEN)
    assert main(["--isolated", "--no-cache"]) == 2
    assert capsys.readouterr().out == "nothing found in 0 files; 1 could not be checked\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_name_in_a_diff_is_quoted_as_git_does(name: str, tmp_path: Path) -> None:
    write(tmp_path, NAMES[name], b"x = 1\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    diff = unified_diff(os.fsdecode(NAMES[name]), b"x = 1\n", b"x = 2\n")
    header = diff.partition(b"@@")[0]
    assert is_safe(header.decode("ascii"))
    assert header.count(b"\n") == 2
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff, check=True)
    with open(os.path.join(os.fsencode(tmp_path), NAMES[name]), "rb") as file:
        assert file.read() == b"x = 2\n"


def test_a_diff_on_a_terminal_shows_what_would_move_the_cursor() -> None:
    diff = unified_diff("a.py", SOURCE, SOURCE.replace(b"time.sleep", b"await asyncio.sleep"))
    shown = visible(diff).decode()
    assert is_safe(shown)
    assert "\\x1b[31m \\u202e \\x08" in shown
    assert b"\x1b" in diff


def test_settings_and_arguments(folder: Path, capsys: Captured) -> None:
    (folder / ".flake8").write_bytes(b"[flake8]\nasy-blocking = a\x1b[31m-b\n")
    assert main(["--no-cache"]) == 2
    assert main(["--isolated", "no\x1bfile\u202e.py"]) == 2
    output = capsys.readouterr()
    assert is_safe(output.err + output.out)


def test_flake8_gets_plain_messages(folder: Path) -> None:
    """The chain of a finding names files, whatever they are called."""
    helper = folder / "he\u202elp"
    helper.mkdir()
    (helper / "__init__.py").touch()
    (helper / "er\u200b.py").touch()
    write(folder, b"a.py", b"import asyncio\nfrom x.deep import f\nasync def g():\n    f()\n")
    (folder / "x").mkdir()
    (folder / "x" / "__init__.py").touch()
    (folder / "x" / "deep.py").symlink_to(folder / "real\x1b.py")
    write(folder, b"real\x1b.py", b"import time\ndef f():\n    time.sleep(1)\n")
    command = [sys.executable, "-m", "flake8", "--isolated", "--select", "ASY", "a.py"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "ASY151" in done.stdout
    assert is_safe(done.stdout)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 漢", "plain é 漢"),
        ("\x1b[0m", "\\x1b[0m"),
        ("a\nb\r\x85\u2028", "a\\nb\\r\\x85\\u2028"),
        ("\u202e\u2066\u200f", "\\u202e\\u2066\\u200f"),
        ("\udcff", "\\xff"),
        ("\ud800", "\\ud800"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert encodable(text).encode()


def test_a_folder_that_cannot_be_read_is_an_error(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("flake8_asyncpitfalls.cli.files.os.scandir", refuse)
    assert main(["--isolated", "--no-cache"]) == 2
    assert capsys.readouterr().err == f"{folder}/: Permission denied\n"
