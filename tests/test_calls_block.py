"""What is flagged really blocks the event loop, and what the message names does not.

The functions in ``knowledge/blocking`` come in pairs: ``name``, which must be flagged, and
``name_freely``, which does the same with what the message advises and must not be. Both run with
blockbuster, which raises where it knows that a call blocks, beside a task that measures its own
lateness.
"""

from __future__ import annotations

import asyncio
import inspect
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from blockbuster import BlockingError, blockbuster_ctx
from knowledge.blocking import files, network, processes, waiting
from knowledge.late import PAUSE, Late

from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

MODULES = (files, processes, network, waiting)
TOO_LATE = PAUSE / 2
ATTEMPTS = 4
"""On a busy machine the loop may be late by itself, or start when the wait is over: not each time."""

Function = Callable[..., Any]
PAIRS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": (function, vars(module)[f"{name}_freely"])
    for module in MODULES
    for name, function in vars(module).items()
    if f"{name}_freely" in vars(module)
}


async def heartbeat(lateness: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.01)
        lateness.append(time.perf_counter() - before - 0.01)


async def watched(function: Function, arguments: list[Any]) -> float:
    """Run *function*; how late the loop came to another task in seconds, for ever if it blocks."""
    lateness = [0.0]
    heart = asyncio.create_task(heartbeat(lateness))
    await asyncio.sleep(0.02)
    try:
        await asyncio.wait_for(function(*arguments), 30)
    except BlockingError:
        return float("inf")
    finally:
        await asyncio.sleep(0.02)
        heart.cancel()
    return max(lateness)


def lateness_of(function: Function, folder: Path) -> float:
    """The same on a loop of its own, with what its parameters stand for."""
    folder.mkdir()
    with ExitStack() as exits:
        late = Late(folder, exits)
        arguments = [late.argument(name) for name in inspect.signature(function).parameters]
        with blockbuster_ctx():
            return asyncio.run(watched(function, arguments))


SETTINGS = Settings(target_version=(3, 12), enable=("ASY922",))
"""Locks that nobody holds for long are an opinion."""
SILENT = {"files.mkdtemp", "waiting.lock_acquire"}
"""To make an empty folder is a look at the disk; nothing in the module holds that lock for long."""
IN_A_THREAD = "to_thread"
"""What any blocking function can be given to; which of the pairs do so is not compared."""


@pytest.fixture(scope="module")
def findings() -> dict[str, list[Finding]]:
    """The findings of all pairs, by module and function."""
    found: dict[str, list[Finding]] = {}
    for module in MODULES:
        path = Path(str(module.__file__))
        for finding in lint_source(str(path), path.read_bytes(), SETTINGS):
            name = function_at(finding.span.line, module)
            found.setdefault(f"{path.stem}.{name}", []).append(finding)
    return found


def function_at(line: int, module: Any) -> str:
    for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
        lines, first = inspect.getsourcelines(function)
        if first <= line < first + len(lines):
            return name
    raise AssertionError(f"{module.__name__}:{line} is in no function")


def advised(findings: list[Finding]) -> Iterator[str]:
    """The last words of the names of asyncio in the messages."""
    for finding in findings:
        yield from re.findall(r"\b(?:asyncio|loop)\.(\w+)", finding.message)


def test_there_are_enough() -> None:
    assert len(PAIRS) >= 60


@pytest.mark.parametrize("name", PAIRS)
def test_pair_is_judged_right(name: str, findings: dict[str, list[Finding]]) -> None:
    freely = PAIRS[name][1]
    assert f"{name}_freely" not in findings
    if name in SILENT:
        assert name not in findings
        return
    assert {finding.code[:4] for finding in findings[name]} <= {"ASY1", "ASY3", "ASY9"}
    words = [word for word in advised(findings[name]) if word != IN_A_THREAD]
    source = inspect.getsource(freely)
    assert not words or any(re.search(rf"\b{word}\b", source) for word in words), words


@pytest.mark.parametrize("name", PAIRS)
def test_flagged_call_stops_the_loop(name: str, tmp_path: Path) -> None:
    attempts = (lateness_of(PAIRS[name][0], tmp_path / str(n)) for n in range(ATTEMPTS))
    assert any(lateness > TOO_LATE for lateness in attempts)


@pytest.mark.parametrize("name", PAIRS)
def test_advised_call_does_not(name: str, tmp_path: Path) -> None:
    attempts = (lateness_of(PAIRS[name][1], tmp_path / str(n)) for n in range(ATTEMPTS))
    assert any(lateness < TOO_LATE for lateness in attempts)
