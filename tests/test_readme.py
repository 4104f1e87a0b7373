"""The README: its picture is what the commands print, its links lead somewhere, its blocks can be read."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest
from readme_picture import PICTURE, picture, words_in

from flake8_asyncpitfalls import docs
from flake8_asyncpitfalls.cli.options import find_option
from flake8_asyncpitfalls.settings import HELP

PAGES = Path(docs.__file__).parent / "rules"


@pytest.fixture(scope="module")
def readme() -> str:
    return (PICTURE.parents[2] / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return found


def test_the_picture_is_what_the_commands_print() -> None:
    shown = PICTURE.read_text(encoding="utf-8")
    assert words_in(shown) == words_in(picture()), "run: python tests/readme_picture.py"
    assert "http" not in shown.replace("http://www.w3.org", "").replace(
        "https://github.com/Textualize", ""
    ).replace("https://www.textualize.io", "")


def test_links_lead_to_files_that_are_there(readme: str) -> None:
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in t]
    assert len(targets) >= 4
    assert [target for target in targets if not (PICTURE.parents[2] / target).exists()] == []


def test_toml_blocks_name_options_that_there_are(readme: str) -> None:
    tables = [tomllib.loads(block) for block in blocks(readme, "toml")]
    ours = [table["tool"]["asyncfix"] for table in tables if "asyncfix" in table.get("tool", {})]
    assert ours
    assert [key for table in ours for key in table if find_option(key) is None] == []


def test_ini_blocks_name_options_that_there_are(readme: str) -> None:
    found = 0
    for block in blocks(readme, "ini"):
        parser = configparser.ConfigParser()
        parser.read_string(block)
        for key in parser["flake8"]:
            if key.startswith("asy-"):
                found += 1
                assert find_option(key) is not None or key == "asy-cache-dir", key
    assert found >= 3


def test_every_option_about_ones_code_is_told(readme: str) -> None:
    options = {f"asy-{name.replace('_', '-')}" for name in HELP} | {"asy-cache-dir"}
    assert set(re.findall(r"^\| `(asy-[a-z-]+)` \|", readme, re.MULTILINE)) == options


@pytest.mark.parametrize("name", ["README.md", "PEERS.md"])
def test_pages_of_tables_are_fresh(name: str) -> None:
    text = (PAGES / name).read_text(encoding="utf-8")
    assert docs.renewed(text) == text, "run: python -m flake8_asyncpitfalls.docs --write"


def test_cells_of_the_table_are_whole_sentences() -> None:
    rows = [row.split(" | ") for row in docs.rule_table().split("\n")[2:]]
    assert [row for row in rows if not row[2].rstrip().endswith(".")] == []
