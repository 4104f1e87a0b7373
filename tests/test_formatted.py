"""What is formatted is so after its fixes: eval files through ``ruff format`` before and after."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flake8_asyncpitfalls.settings import Settings
from tests.fixing import fix_until_stable
from tests.sweep.unformatted import changes, formatted, formatter

if TYPE_CHECKING:
    from collections.abc import Iterator

EVAL_FILES = Path(__file__).parent / "eval_files"
NAMES = (
    "asy103_steps_of_services",
    "asy104_stores",
    "asy106_names_of_blocks",
    "asy106_blocks_in_loops",
    "asy156_one_step",
    "asy401_callbacks",
)


def _without_marks(code: str) -> str:
    return re.sub(r"  # (error|ASY)[^\n]*", "", code)


def _otherwise(before: str, after: str, width: int) -> Iterator[str]:
    clean = formatted(after, width)
    lines = after.splitlines(), clean.splitlines()
    for one in changes(after, clean):
        old, new = lines[0][one.start : one.end], lines[1][one.new_start : one.new_end]
        yield "\n".join([*old, "is, as the formatter has it:", *new])


@pytest.mark.skipif(formatter() is None, reason="needs ruff")
@pytest.mark.parametrize("width", [79, 100])
@pytest.mark.parametrize("name", NAMES)
def test_fixed_code_is_formatted(tmp_path: Path, name: str, width: int) -> None:
    (tmp_path / ".git").mkdir()
    settings = f"[project]\nrequires-python = '>=3.11'\n[tool.ruff]\nline-length = {width}\n"
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    code = (EVAL_FILES / f"{name}.py").read_text(encoding="utf-8")
    before = formatted(_without_marks(code), width)
    file = tmp_path / f"{name}.py"
    file.write_text(before, encoding="utf-8")
    data = fix_until_stable(str(file), before.encode(), Settings(), unsafe=True)
    assert data != before.encode()
    assert list(_otherwise(before, data.decode(), width)) == []
