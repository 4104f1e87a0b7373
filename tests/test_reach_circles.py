"""Functions that call each other in circles: every chain is found, and found in reasonable time."""

from __future__ import annotations

from itertools import permutations

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.effects.call_effects import CallEffects
from flake8_asyncpitfalls.settings import Settings

SIZE = 14


def _all_call_all(size: int) -> str:
    """*size* functions that all call each other, and a coroutine that calls the first."""
    lines = ["import asyncio", "import time"]
    for number in range(size):
        calls = "".join(f"    part{other}(n)\n" for other in range(size) if other != number)
        lines.append(f"def part{number}(n):\n{calls}")
    lines.append("async def main():\n    part0(1)\n\nasyncio.run(main())")
    return "\n".join(lines) + "\n"


def test_circles_are_not_walked_once_for_each_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are more than 13! ways round; a function is looked at once for each length of chain."""
    looked_at = []
    collect = CallEffects._collect

    def counted(self: CallEffects, *arguments: object) -> object:
        looked_at.append(arguments)
        return collect(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(CallEffects, "_collect", counted)
    assert not lint_source("circle.py", _all_call_all(SIZE).encode(), Settings())
    assert 0 < len(looked_at) <= SIZE * 13


CALLERS = {
    "one": "async def one():\n    first()\n",
    "two": "async def two():\n    second()\n",
    "three": "async def three():\n    third()\n",
}
CIRCLE = """\
import time

def first():
    second()

def second():
    third()
    first()

def third():
    first()
    time.sleep(1)

"""


@pytest.mark.parametrize("order", list(permutations(CALLERS)))
def test_it_does_not_matter_who_asks_first(order: tuple[str, ...]) -> None:
    """Each coroutine gets the shortest chain from where it enters the circle."""
    text = CIRCLE + "\n".join(CALLERS[name] for name in order)
    findings = lint_source("circle.py", text.encode(), Settings())
    lines = text.splitlines()
    lengths = {lines[finding.span.line - 2]: len(finding.chain) for finding in findings}
    assert lengths == {"async def one():": 3, "async def two():": 2, "async def three():": 1}


WALK = """\
import asyncio
import time

from somewhere import Node

def walk(node: Node):
    if isinstance(node, Node):
        walk(node.left)
        walk(node.right)
    time.sleep(1)

async def main():
    walk(Node())

asyncio.run(main())
"""
LEAVES = """\
import asyncio
import time

def leaves(error):
    if isinstance(error, ExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    for linked in (error.__cause__, error.__context__):
        if linked is not None:
            yield from leaves(linked)
    time.sleep(1)

async def main():
    for leaf in leaves(Strange("too bad")):
        print(leaf)

asyncio.run(main())
"""


@pytest.mark.parametrize("text", [WALK, LEAVES], ids=["two children", "union of two links"])
def test_what_hangs_on_a_parameter_is_not_followed_without_end(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Each step would name one attribute more of what nothing describes: another argument each time."""
    looked_at = []
    collect = CallEffects._collect

    def counted(self: CallEffects, *arguments: object) -> object:
        looked_at.append(arguments)
        assert len(looked_at) < 20
        return collect(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(CallEffects, "_collect", counted)
    findings = lint_source("walk.py", text.encode(), Settings())
    assert [finding.code for finding in findings] == ["ASY151"]
