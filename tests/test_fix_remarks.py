"""What an unsafe fix says of itself besides what it does."""

from __future__ import annotations

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

_SQLITE = (
    "; threads that write one SQLite file at once wait for each other, and fail after its timeout"
)
_HALVES = "; other tasks may do the same meanwhile"


def _remark(text: str) -> str:
    """What stands behind the first ``;`` of the only fix in *text*, with it."""
    findings = lint_source("m.py", text.encode(), Settings())
    (description,) = [one.fix.description for one in findings if one.fix is not None]
    return "".join(description.partition(";")[1:])


@pytest.mark.parametrize(
    ("connect", "work", "remark"),
    [
        ("'a.db'", "c.commit()", _SQLITE),
        ("'a.db'", "c.execute('SELECT 1').fetchall()", ""),
        ("'a.db', timeout=60", "c.commit()", ""),
    ],
)
def test_writers_of_a_file_of_sqlite_are_told_of(connect: str, work: str, remark: str) -> None:
    assert remark == _remark(
        f"import asyncio, sqlite3\ndef save():\n    with sqlite3.connect({connect}) as c:\n"
        f"        {work}\nasync def main():\n    save()\n    await asyncio.sleep(1)\n"
    )


@pytest.mark.parametrize(("name", "remark"), [("path + '.new'", _HALVES), ("uuid4().hex", "")])
def test_halves_that_go_to_a_thread_together_are_told_of(name: str, remark: str) -> None:
    assert remark == _remark(
        "import os, shutil\nfrom uuid import uuid4\nasync def main(path, other):\n"
        f"    new = {name}\n    shutil.copytree(other, new)\n    if other:\n"
        "        os.replace(new, path)\n"
    )
