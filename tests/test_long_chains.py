"""Chains of any number of steps have one answer, whatever was asked first and however deep it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.cycle_guard import CycleGuard, Memo
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

STEPS = 60
BLOCKING = "class Queue:\n    def ask(self):\n        time.sleep(1)\n"


def _codes(text: str) -> list[str]:
    return [finding.code for finding in lint_source("chains.py", text.encode(), Settings())]


def _calls(steps: int) -> str:
    """Helpers that call each the next, the last of which blocks."""
    helpers = [f"def help{step}():\n    help{step + 1}()\n" for step in range(steps)]
    return "".join(["import asyncio, time\n", *helpers, f"def help{steps}():\n    time.sleep(1)\n"])


@pytest.mark.parametrize("steps", [11, 12, 13, STEPS, 700])
def test_any_number_of_hops_is_followed(steps: int) -> None:
    text = f"{_calls(steps)}async def main():\n    help0()\n"
    (finding,) = lint_source("chains.py", text.encode(), Settings())
    assert (finding.code, len(finding.chain)) == ("ASY151", steps + 1)


@pytest.mark.parametrize("first", [0, 5, STEPS // 2, STEPS])
def test_what_is_found_does_not_depend_on_who_asks_first(first: int) -> None:
    entries = dict.fromkeys([first, *range(STEPS + 1)])
    callers = "".join(f"async def main{entry}():\n    help{entry}()\n" for entry in entries)
    text = _calls(STEPS) + callers
    findings = lint_source("chains.py", text.encode(), Settings())
    lines = text.splitlines()
    lengths = {lines[finding.span.line - 1].strip(): len(finding.chain) for finding in findings}
    assert lengths == {f"help{entry}()": STEPS + 1 - entry for entry in range(STEPS + 1)}


@pytest.mark.parametrize("comes_first", [True, False])
def test_files_are_checked_in_any_order(tmp_path: Path, comes_first: bool) -> None:
    (tmp_path / "chain.py").write_text(_calls(STEPS))
    texts = {
        "deep.py": "import chain\nasync def main():\n    chain.help40()\n",
        "whole.py": "import chain\nasync def main():\n    chain.help0()\n",
    }
    project = Project(Settings())
    found = {}
    for name in sorted(texts, reverse=comes_first):
        findings = lint_source(str(tmp_path / name), texts[name].encode(), Settings(), project)
        found[name] = [len(finding.chain) for finding in findings]
    assert found == {"deep.py": [STEPS - 39], "whole.py": [STEPS + 1]}


def test_a_value_is_followed_through_any_number_of_functions() -> None:
    steps = [f"def make{step}():\n    return make{step + 1}()\n" for step in range(STEPS)]
    last = f"def make{STEPS}():\n    return Queue()\n"
    text = f"import asyncio, time\n{BLOCKING}{''.join(steps)}{last}"
    assert _codes(f"{text}async def main():\n    make0().ask()\n") == ["ASY151"]
    both = "async def main():\n    make40().ask()\n    make0().ask()\n"
    assert len(lint_source("a.py", (text + both).encode(), Settings())) == 2


def test_a_value_is_followed_through_any_number_of_names() -> None:
    names = "".join(f"queue{step} = queue{step - 1}\n" for step in range(1, 100))
    text = f"import asyncio, time\n{BLOCKING}queue0 = Queue()\n{names}"
    assert _codes(f"{text}async def main():\n    queue99.ask()\n") == ["ASY151"]


def test_an_object_that_holds_a_coroutine_of_itself_ends() -> None:
    text = (
        "import time\nfrom typing import Generic, TypeVar\nT = TypeVar('T')\n"
        "async def hold(value: T) -> T:\n    return value\n"
        "class Box(Generic[T]):\n"
        "    def __init__(self, inside: T) -> None:\n        self.inside = inside\n"
        "    def again(self):\n        time.sleep(1)\n        Box(hold(self)).again()\n"
        "async def main():\n    Box(1).again()\n"
    )
    assert _codes(text) == ["ASY151"]


def test_a_function_that_wraps_what_it_hands_to_itself_ends() -> None:
    text = (
        "import asyncio, functools, time\n"
        "class Box:\n    def __init__(self, inner): self.inner = inner\n"
        "def work(call):\n    def inner():\n        call()\n"
        "    work(functools.partial(call))\n    work(inner)\n    time.sleep(1)\n"
        "async def main():\n    work(print)\n"
    )
    assert _codes(text) == ["ASY151"]


DEEP: dict[str, Callable[[int], str]] = {
    "assignments": lambda n: "def f(x):\n    s = ''\n" + "    s = s + x\n" * n + "    return s\n",
    "calls": lambda n: f"def f(q):\n    return q{'.m()' * n}\n",
    "elif": lambda n: (
        "def f(q):\n    if q == 0:\n        return 0\n"
        + "".join(f"    elif q == {i}:\n        return {i}\n" for i in range(1, n))
    ),
    "terms": lambda n: f"def f(a):\n    return {' + '.join(['a'] * n)}\n",
    "subclasses": lambda n: (
        "class C0: ...\n"
        + "".join(f"class C{i}(C{i - 1}): ...\n" for i in range(1, n))
        + f"def f(a):\n    C{n - 1}().m()\n"
    ),
    "attributes": lambda n: f"def f(a):\n    return a{'.b' * n}\n",
}


@pytest.mark.parametrize("size", [90, 900])
@pytest.mark.parametrize("shape", DEEP)
def test_code_nested_deeper_than_the_stack_costs_no_file(shape: str, size: int) -> None:
    """Neither its own nor one that imports it; and the file itself is looked into to the end."""
    deep = DEEP[shape](size)
    tail = "async def main():\n    f(1)\n    time.sleep(1)\n"
    assert _codes(f"import asyncio, time\n{deep}{tail}") == ["ASY101"]


@pytest.mark.parametrize("shape", DEEP)
def test_code_that_is_imported_may_be_as_deep(shape: str, tmp_path: Path) -> None:
    (tmp_path / "deep.py").write_text(DEEP[shape](900))
    (tmp_path / "calm.py").write_text("import time\ndef wait():\n    time.sleep(1)\n")
    text = (
        "import asyncio\nfrom deep import f\nfrom calm import wait\n"
        "async def main():\n    f(1)\n    wait()\n"
    )
    findings = lint_source(str(tmp_path / "user.py"), text.encode(), Settings())
    assert [finding.code for finding in findings] == ["ASY151"]


def test_what_is_too_deep_even_so_is_said_of_the_file_itself() -> None:
    text = f"import asyncio\nx = {'(' * 5000}1{')' * 5000}\n"
    with pytest.raises(SourceError, match=r"^deep\.py:2: too many nested parentheses"):
        lint_source("deep.py", text.encode(), Settings())


def test_answers_in_circles_are_the_least_that_hold_whoever_asks_first() -> None:
    """Reachability over a graph with two circles, asked of every node first."""
    arrows = {1: [2], 2: [3, 4], 3: [1], 4: [5], 5: [6], 6: [5, 7], 7: [], 8: [8, 2]}
    whole = {1: {1, 2, 3, 4, 5, 6, 7}, 4: {5, 6, 7}, 5: {5, 6, 7}, 7: set(), 8: {*range(1, 9)}}
    for first in arrows:
        reach: Memo[int, frozenset[int]]

        def work(node: int) -> frozenset[int]:
            found = frozenset(arrows[node])
            return found.union(*(reach[other] for other in arrows[node]))  # noqa: B023

        reach = Memo(CycleGuard(), work, frozenset())
        assert reach[first] is not None
        assert {node: set(reach[node]) for node in whole} == whole


def test_an_attribute_that_is_passed_to_its_own_base_is_no_endless_question() -> None:
    text = """
import time

class Base:
    def __init__(self, interval):
        self.interval = interval

    def refresh(self):
        if self.interval:
            time.sleep(1)

class Timer(Base):
    def __init__(self):
        super().__init__(interval=self.interval)

async def main():
    Timer().refresh()
"""
    assert [f.code for f in lint_source("m.py", text.encode(), Settings())] == ["ASY151"]
