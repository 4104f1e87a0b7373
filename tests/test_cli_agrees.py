"""Both doors report the same findings for the same files, with the real engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.codes import known_rules

FILES = {
    "app/__init__.py": b"",
    "app/http.py": b"import requests\n\n\ndef fetch(url):\n    return requests.get(url)\n",
    "app/users.py": (
        b"from .http import fetch\n\n\nasync def load(user):\n    return fetch(user)\n\n\n"
        b"async def known(user):\n    return fetch(user)  # noqa: ASY152\n"
    ),
    "direct.py": (
        b"import time\n\n\nasync def main():\n    time.sleep(1)\n    time.sleep(2)  # noqa\n"
        b"    time.sleep(3)  # noqa: ASY205\n    time.sleep(\n        4,\n    )\n"
    ),
    "crlf.py": b"import time\r\n\r\n\r\nasync def main():\r\n    time.sleep(1)\r\n",
    "wide.py": "import time\n\n\nasync def main():\n    '日本', time.sleep(1)\n".encode(),
    "marked.py": "import time\nasync def main(): time.sleep(1)\n".encode("utf-8-sig"),
    "latin.py": (
        "# coding: latin-1\nimport time\n\n\nasync def main():\n    'äöü', time.sleep(1)\n"
    ).encode("latin-1"),
    "whole.py": b"# flake8: noqa\nimport time\n\n\nasync def main():\n    time.sleep(1)\n",
    "plain.py": b"import time\n\n\ndef main():\n    time.sleep(1)\n",
    "form.py": b"import time\n\x0c\nasync def main():\n    time.sleep(1)\n",
    "texts.py": (
        b'import time\n\n\nasync def main():\n    time.sleep("""\n    """)  # noqa: ASY101\n'
        b'    time.sleep("""\n    """)\n'
    ),
}

# ASY alone would be flake8-async's letters, too; the opinions of ASY9 are not for everyone.
OURS = ",".join(sorted({code[:4] for code in known_rules()} - {"ASY9"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def lines(module: str, folder: Path, *arguments: str) -> list[str]:
    """The lines of a report without the fix marker, sorted."""
    command = [sys.executable, "-m", module, "-j1", *arguments]
    run = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stderr == ""
    found = [line.replace(" [*] ", " ") for line in run.stdout.splitlines()]
    return sorted(line.removeprefix("./") for line in found if re.match(r"\S+:\d+:\d+: ", line))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", OURS],
        ["--select", OURS, "--ignore", "ASY152"],
        ["--select", "ASY101"],
        ["--select", OURS, "--per-file-ignores", "direct.py:ASY1 app/*:ASY10"],
        ["--select", OURS, "--disable-noqa"],
        ["--select", OURS, "--exclude", "app,wide.py"],
        ["--select", OURS, "--asy-follow-imports", "file"],
        ["--select", OURS, "--asy-nonblocking", "time.sleep"],
    ],
)
def test_same_findings(folder: Path, arguments: list[str]) -> None:
    flake8 = lines("flake8", folder, *arguments)
    asyncfix = lines(
        "flake8_asyncpitfalls.cli.main", folder, "--output-format", "concise", *arguments
    )
    assert flake8 == asyncfix
    assert flake8 or "time.sleep" in arguments


def test_both_read_the_section_of_flake8(folder: Path) -> None:
    (folder / "tox.ini").write_text(
        f"[flake8]\nselect = {OURS}\nextend-ignore = ASY152\nper-file-ignores = wide.py:ASY101\n"
        "asy-blocking =\n    app.http.fetch -> app.http.afetch\n"
    )
    flake8 = lines("flake8", folder)
    assert flake8 == lines("flake8_asyncpitfalls.cli.main", folder, "--output-format", "concise")
    assert any("ASY100" in line for line in flake8)
    assert not any("ASY152" in line or "wide.py" in line for line in flake8)


def test_expected_findings(folder: Path) -> None:
    found = [line.split(" ")[:2] for line in lines("flake8", folder, "--select", OURS)]
    assert found == [
        ["app/users.py:5:12:", "ASY152"],
        ["crlf.py:5:5:", "ASY101"],
        ["direct.py:5:5:", "ASY101"],
        ["direct.py:7:5:", "ASY101"],
        ["direct.py:8:5:", "ASY101"],
        ["form.py:4:5:", "ASY101"],
        ["latin.py:6:12:", "ASY101"],
        ["marked.py:2:19:", "ASY101"],
        ["texts.py:7:5:", "ASY101"],
        ["wide.py:5:11:", "ASY101"],
    ]
