"""A module that let go of its syntax tree answers as before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.codec import encode
from flake8_asyncpitfalls.semantics.summaries.definitions import FUNCTION_FACTS, FunctionSummary
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts

DATA = b"""
import time

class Box:
    size: int = 3

    def __init__(self, xs):
        self.xs = xs

def f(xs, flag=True):
    def g():
        return [lambda y: (lambda z: z + y) for x in xs]
    if flag:
        time.sleep(1)  # noqa: ASY15
    return sorted(xs, key=lambda x: x)
"""


def module() -> ModuleSummary:
    return ModuleSummary("x.py", ModuleName("x"), Source.parse("x.py", DATA))


def facts(summary: ModuleSummary, identities: list[str]) -> list[str]:
    return [
        repr(getattr(summary.function(identity), fact))
        for identity in identities
        for fact in FUNCTION_FACTS
    ]


def all_functions() -> list[str]:
    whole = module()
    whole.freeze()
    return [function.identity for function in whole.functions()]


def test_facts_are_the_same_after_a_rest() -> None:
    identities = all_functions()
    assert sum("<lambda>" in identity for identity in identities) == 3
    awake, rested = module(), module()
    rested.rest()
    assert facts(rested, identities) == facts(awake, identities)
    assert rested.times_parsed_again == 1
    assert rested.names() == awake.names()
    (box,) = rested.classes()
    assert (box.has_member("size"), box.has_member("xs"), box.has_member("ys")) == (1, 1, 0)


def test_facts_are_the_same_after_sleep() -> None:
    identities = all_functions()
    awake, rested, frozen = module(), module(), module()
    known = facts(awake, identities)
    assert facts(rested, identities) == known
    frozen.freeze()
    for asleep in (rested, frozen):
        asleep.sleep()
        assert asleep.is_asleep
        assert asleep.data == awake.data
        assert "sites" not in vars(asleep.function(identities[0]))
        assert facts(asleep, identities) == known
        assert not asleep.is_asleep


def test_frozen_modules_need_no_tree() -> None:
    frozen = module()
    frozen.freeze()
    assert facts(frozen, all_functions())
    assert frozen.times_parsed_again == 0
    assert frozen.source is None


BASE = """\
import asyncio

class Multiplexer:
    def start(self):
        self.task = asyncio.create_task(self._start())

    async def _start(self): ...

    async def close(self):
        self.task.cancel()
        await self.task
"""
HEIR = """\
import asyncio
from base import Multiplexer

class OfRedis(Multiplexer):
    def __init__(self, connection):
        self.connection = connection

    async def _start(self):
        while True:
            try:
                await self.connection.get()
            except asyncio.CancelledError:
                await asyncio.sleep(0)
"""


def _checked(folder: Path) -> tuple[Project, ModuleFacts]:
    (folder / "pyproject.toml").write_text("")
    (folder / "base.py").write_text(BASE)
    heir = folder / "heir.py"
    heir.write_text(HEIR)
    project = Project(Settings(), folder / "cache")
    lint_source(str(heir), heir.read_bytes(), Settings(), project)
    module = project.module(Source.parse(str(heir), heir.read_bytes()))
    base = project.load("base", module)
    assert base is not None
    return project, base


def test_a_module_is_asked_for_its_own_functions_alone(tmp_path: Path) -> None:
    """A rule asked the base's module for the method of the heir; what was stored then ended the run."""
    _, base = _checked(tmp_path)
    assert isinstance(base, ModuleSummary)
    lines = BASE.splitlines()
    assert base._functions
    assert all("def " in lines[function.line - 1] for function in base._functions.values())


def test_what_cannot_be_stored_costs_the_next_run_and_not_this_one(tmp_path: Path) -> None:
    project, base = _checked(tmp_path)
    assert isinstance(base, ModuleSummary)
    base.functions()
    base.freeze()
    base.is_complete = False
    base._functions["lost:90:0"] = FunctionSummary(base, "lost:90:0", None)
    base.is_complete = True
    with pytest.raises(KeyError):
        encode(base)
    project.cache.put(base)
    project.finish()
