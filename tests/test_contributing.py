"""CONTRIBUTING.md: its picture and its recipes are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.options import OPTIONS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "flake8_asyncpitfalls"


@pytest.fixture(scope="module")
def text() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_folder_has_its_paragraph(text: str) -> None:
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("__init__.py")
        if path.parent != PACKAGE and path.parent.parent.name != "rules"
    }
    told = set(re.findall(r"^- `([\w/]+)` – ", text, re.MULTILINE))
    assert told == folders


def test_commands_and_files_of_the_recipes_are_there(text: str) -> None:
    files = set(
        re.findall(r"`?((?:tests|flake8_asyncpitfalls|examples)/[\w/]+\.(?:py|json|toml))", text)
    )
    made_up = {name for name in files if re.search("its_name|asyNNN|the_name|LIBRARY", name)}
    assert len(files - made_up) > 8
    assert [name for name in files - made_up if not (ROOT / name).exists()] == []


def test_layers_of_the_picture_are_those_of_import_linter(text: str) -> None:
    configured = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    picture = text.partition("```\nserver\n")[2].partition("```")[0]
    line = next(row for row in picture.splitlines() if row.startswith("semantics"))
    order = re.findall(r"\w+", line)[1:]
    place = [configured.index(f'\n  "{name}",\n') for name in order]
    assert place == sorted(place)


def test_options_that_it_names_are_there(text: str) -> None:
    flags = {option.flag for option in OPTIONS} | {
        "--explain", "--reveal", "--write", "--accept-fixes",
    }  # fmt: skip
    assert set(re.findall(r"--[a-z][a-z-]+", text)) - flags == set()
