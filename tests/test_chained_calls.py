"""Two calls that block, the second on what the first one gives: one thread does both."""

from __future__ import annotations

import pytest
from fixing import fix_until_stable

from flake8_asyncpitfalls.settings import Settings

HEAD = (
    "import asyncio\nimport sqlite3\n\nfrom pydub import AudioSegment\n\n\n"
    "async def convert(path, out, fetch):\n"
)


def fixed(line: str) -> str:
    data = (HEAD + f"    {line}\n").encode()
    return (
        fix_until_stable("x.py", data, Settings(), unsafe=True).decode().removeprefix(HEAD).strip()
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "AudioSegment.from_mp3(path).export(out)",
            "await asyncio.to_thread(lambda: AudioSegment.from_mp3(path).export(out))",
        ),
        (
            "return AudioSegment.from_mp3(path)",
            "return await asyncio.to_thread(AudioSegment.from_mp3, path)",
        ),
    ],
)
def test_the_whole_chain_goes_to_one_thread(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    "line",
    [
        # No wait can stand in a lambda.
        "AudioSegment.from_mp3(await fetch()).export(out)",
        "AudioSegment.from_mp3(kept := path).export(out)",
        # What a connection gives belongs to the thread that made it.
        "return sqlite3.connect(path).execute('select 1')",
    ],
)
def test_a_chain_that_cannot_leave_stays(line: str) -> None:
    assert fixed(line) == line
