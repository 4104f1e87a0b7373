# only: own
"""Only the test itself waits in a test: nothing is won by a thread there."""

from pathlib import Path


def text_of(path):
    with open(path) as file:
        return file.read()


async def test_reads(tmp_path: Path):
    assert text_of(tmp_path) == ""  # error: 11


async def reads(path):
    return text_of(path)  # error: 11


HANDLERS = [
    test_reads,
    reads,
]
