"""Codes of ``noqa`` and ``type: ignore`` that only the code before a fix needed go with it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from flake8_asyncpitfalls.settings import Settings
from tests.fixing import fix_until_stable

PROGRAM = """\
import asyncio
import subprocess
import requests
from pathlib import Path


async def work() -> int:
    return 1


async def program(words: list[str], given) -> None:
    {}
"""


def fixed(code: str) -> str:
    data = PROGRAM.format(dedent(code).replace("\n", "\n    ")).encode()
    return fix_until_stable("program.py", data, Settings(), unsafe=True).decode()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("work()  # type: ignore[unused-coroutine]", "await work()"),
        ("work()  # pyright: ignore[reportUnusedCoroutine]", "await work()"),
        ("requests.get('x')  # noqa: S113", "await asyncio.to_thread(requests.get, 'x')"),
        (
            "subprocess.run(words)  # noqa: S603,PLW1510",
            "await asyncio.to_thread(subprocess.run, words)",
        ),
        (
            "subprocess.run(words)  # noqa: S603, D100",
            "await asyncio.to_thread(subprocess.run, words)  # noqa: D100",
        ),
        (
            "print(Path('x').read_text())  # noqa: ASYNC240",
            "print(await asyncio.to_thread(Path('x').read_text))",
        ),
        (
            "subprocess.run(  # noqa: S603\n    words,\n    check=True,\n)",
            "await asyncio.to_thread(\n        subprocess.run,\n",
        ),
    ],
)
def test_idle_codes_go(code: str, expected: str) -> None:
    written = fixed(code)
    assert f"    {expected}\n" in written or expected.endswith("\n")
    assert expected in written


@pytest.mark.parametrize(
    "remark",
    [
        "# noqa",
        "# noqa: S603 -- they are ours",
        "# noqa: S602",
        "# type: ignore",
        "# type: ignore[arg-type]",
    ],
)
def test_others_stay(remark: str) -> None:
    call = "requests.get" if remark == "# noqa" else "subprocess.run"
    kept = f"{call}(words, shell=True)  {remark}"
    assert remark in fixed(kept)


def test_codes_of_another_call_stay() -> None:
    other = "subprocess.run(given.run(words))  # noqa: S603"
    assert "# noqa: S603" in fixed(other)


def test_codes_of_another_stall_stay() -> None:
    other = "print(Path('x').read_text(), given.exists())  # noqa: ASYNC240"
    assert "to_thread" in fixed(other)
    assert "# noqa: ASYNC240" in fixed(other)


def test_an_awaited_coroutine_may_still_have_a_wrong_argument() -> None:
    assert "# type: ignore[call-arg]" in fixed(
        "work(1)  # type: ignore[call-arg, unused-coroutine]"
    )
