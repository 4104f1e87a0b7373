"""The format ``html``: one page that holds everything and lets nothing out of its data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

SAMPLE = """import asyncio
import time

import helper


async def main():
    time.sleep(1)
    helper.fetch("</script><script>alert(1)</script>")
    text = "é"; time.sleep(2)
"""
HELPER = "import requests\n\n\ndef fetch(url):\n    return requests.get(url)\n"


def page(folder: Path, *options: str) -> str:
    (folder / "app.py").write_text(SAMPLE, encoding="utf-8")
    (folder / "helper.py").write_text(HELPER, encoding="utf-8")
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--isolated"]
    ended = subprocess.run(
        [*command, "--output-format", "html", *options, "."],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr
    return ended.stdout


def findings(text: str) -> list[dict[str, object]]:
    held = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert held
    found: list[dict[str, object]] = json.loads(held[1])["findings"]
    return found


def test_the_page_holds_findings_sources_chains_and_diffs(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert text.startswith("<!doctype html>")
    assert text.endswith("</html>\n")
    found = findings(text)
    assert [entry["code"] for entry in found] == ["ASY101", "ASY152", "ASY101"]
    assert found[0]["source"] == ["    time.sleep(1)"]
    assert "+    await asyncio.sleep(1)" in str(found[0]["diff"])
    assert "time.sleep(2)" not in [
        line for line in str(found[0]["diff"]).split("\n") if line.startswith("+")
    ]
    assert "helper.py" in str(found[1]["chain"])
    assert found[2]["column"] == 17


def test_nothing_in_the_data_ends_the_script_and_nothing_is_loaded(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert text.count("</script>") == 2
    assert "alert(1)</script>" not in text
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", text)
    assert "default-src 'none'" in text


def test_a_page_without_findings_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("x = 1\n")
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--output-format", "html"]
    ended = subprocess.run(
        [*command, "x.py"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0
    assert findings(ended.stdout) == []
