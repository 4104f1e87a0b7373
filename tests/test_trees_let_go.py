"""While one file is checked, modules that it leads to may lose their trees: what is found stays the same."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flake8_asyncpitfalls import lint
from flake8_asyncpitfalls.lint import lint_source, model_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of
from flake8_asyncpitfalls.semantics.project import live_trees
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.settings import Settings

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

APP = b"""\
from work import run

async def serve(job, log):
    try:
        await run(job)
    except BaseException:
        log("ended")
    await log.close()
"""
WORK = """\
import first
import second

async def run(job):
    async def attempt(kind):
        return await kind(job)

    await first.go(job)
    await second.go(job)
    await attempt(job.kind)
    job.cancel()
"""
OTHER = """\
import asyncio

async def go(job):
    await asyncio.sleep(1)
    job.cancel()
"""


def test_a_module_that_loses_its_tree_while_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"pyproject.toml": "", "work.py": WORK, "first.py": OTHER, "second.py": OTHER}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    path = str(tmp_path / "app.py")
    expected = [(one.code, one.span) for one in lint_source(path, APP, Settings())]
    assert [code for code, _ in expected] == ["ASY501"]
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)
    assert [(one.code, one.span) for one in lint_source(path, APP, Settings())] == expected


def test_an_earlier_text_of_a_file_takes_no_tree_of_the_one_under_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)
    path = str(tmp_path / "app.py")
    (tmp_path / "other.py").write_text(OTHER)
    project = Project(Settings())
    earlier = project.module(Source.parse(path, APP))
    checked = project.module(Source.parse(path, APP + b"# fixed\n"))
    earlier.rest()
    # What is concluded from the earlier text has it parsed again; then others need room.
    assert earlier.terms is not None
    assert project.load("other", checked) is not None
    assert checked.source is not None


RUNS = b"""\
import asyncio
from shared import serve

asyncio.run(serve())
asyncio.run(serve())
"""
SHARED = """\
import asyncio
import first
import second

lock = asyncio.Lock()

async def use():
    await first.go(lock)
    async with lock:
        await second.go(lock)

async def serve():
    await first.go(None)
    await second.go(None)
    await asyncio.gather(use(), use())
    await second.go(None)
"""


def test_scopes_of_other_modules_are_held_while_loops_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"pyproject.toml": "", "shared.py": SHARED, "first.py": OTHER, "second.py": OTHER}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    path = str(tmp_path / "app.py")
    expected = [(one.code, one.span) for one in lint_source(path, RUNS, Settings())]
    assert "ASY706" in [code for code, _ in expected]
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)
    assert [(one.code, one.span) for one in lint_source(path, RUNS, Settings())] == expected


LEADS = b"""\
from work import begin

async def main():
    await begin()
"""
BEGIN = """\
import first
import second

async def begin():
    def own():
        return 1

    first.go()
    second.go()
    own()
"""


def _starved(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_FEWEST"):
        monkeypatch.setattr(live_trees, limit, 0)


def _function_of_another_module(
    folder: Path, project: Project
) -> tuple[SemanticModel, FunctionSummary]:
    texts = {"pyproject.toml": "", "work.py": BEGIN, "first.py": OTHER, "second.py": OTHER}
    for name, text in texts.items():
        (folder / name).write_text(text)
    model = model_of(str(folder / "app.py"), LEADS, Settings(), project)
    (call,) = (call for scope in model.scopes for call in scope.of_type(ast.Call))
    begin = model.value_of(call.func)
    assert isinstance(begin, FunctionValue)
    return model, begin.summary


def test_a_scope_in_hand_keeps_its_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _starved(monkeypatch)
    model, begin = _function_of_another_module(tmp_path, Project(Settings()))
    scope = begin.scope
    values = [model.value_in(call.func, begin, scope) for call in scope.of_type(ast.Call)]
    assert [name_of(value) for value in values] == [
        "first.go", "second.go", "work.begin.<locals>.own"
    ]  # fmt: skip


def test_when_the_step_is_over_its_tree_may_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _starved(monkeypatch)
    project = Project(Settings())
    model, begin = _function_of_another_module(tmp_path, project)
    assert begin.scope is begin.scope
    assert begin.module.source is not None
    model.end_step()
    other = project.load("first", model.module)
    assert other is not None
    assert other.terms is not None
    assert begin.module.source is None


def test_what_a_long_step_had_in_hand_first_is_put_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _starved(monkeypatch)
    monkeypatch.setattr(live_trees, "_MOST_IN_HAND", 2 * len(OTHER))
    names = [f"other_{number}" for number in range(9)]
    for name in names:
        (tmp_path / f"{name}.py").write_text(OTHER)
    project = Project(Settings())
    model = model_of(str(tmp_path / "app.py"), APP, Settings(), project)
    modules = [project.load(name, model.module) for name in names]
    for module in modules:
        assert module is not None
        assert module.function("go:3:0").scope.name == "go"
    with_trees = [module.source is not None for module in modules if module is not None]
    assert with_trees[-1]
    assert 5 <= with_trees.count(False) < 9


def test_a_fault_of_ours_is_followed_by_a_second_try_with_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    find = lint._findings

    def findings(*args: Any) -> list[Finding]:
        project = args[3]
        tries.append(project._live._has_room)
        if not project._live._has_room:
            raise KeyError
        return find(*args)

    monkeypatch.setattr(lint, "_findings", findings)
    monkeypatch.setattr(lint, "tries_again", True)
    project = Project(Settings())
    text = b"import time\nasync def f():\n    time.sleep(1)\n"
    found = lint_source(str(tmp_path / "app.py"), text, Settings(), project)
    assert [one.code for one in found] == ["ASY101"]
    assert tries == [False, True]
    assert not project._live._has_room


def test_a_fault_that_comes_again_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> list[Finding]:
        raise KeyError("lost")

    monkeypatch.setattr(lint, "_findings", fail)
    monkeypatch.setattr(lint, "tries_again", True)
    with pytest.raises(KeyError, match="lost"):
        lint_source(str(tmp_path / "app.py"), b"async def f(): ...", Settings())


def test_no_module_is_asked_for_a_function_of_another(tmp_path: Path) -> None:
    base = (
        "import asyncio\n\n"
        "class Worker:\n"
        "    def start(self):\n"
        "        self.task = asyncio.create_task(self.process(1))\n\n"
        "    def stop(self):\n"
        "        self.task.cancel()\n\n"
        "    async def process(self, item): ...\n"
    )
    derived = (
        b"import asyncio\nfrom base import Worker\n\n"
        b"class Player(Worker):\n"
        b"    async def process(self, item):\n"
        b"        try:\n"
        b"            await asyncio.sleep(item)\n"
        b"        except asyncio.CancelledError:\n"
        b"            print(item)\n"
        b"        await asyncio.sleep(item)\n"
    )
    for name, text in {"pyproject.toml": "", "base.py": base}.items():
        (tmp_path / name).write_text(text)
    project = Project(Settings())
    path = str(tmp_path / "derived.py")
    model = model_of(path, derived, Settings(), project)
    lint_source(path, derived, Settings(), project)
    other = model.types.members.mro(model.module.class_(model.scopes[1].identity))[1]
    assert other is not None
    assert [one.scope.name for one in other.module.functions()] == ["start", "stop", "process"]
    assert len(other.module._functions) == 3


OVERRIDES = b"""\
from base import Base

class Own(Base):
    async def load(self, name):
        return name
"""
BASE = """\
import first
import second

class Base:
    def load(self, name):
        raise NotImplementedError

    def both(self, name):
        a = first.make().load(name).strip()
        b = second.make().load(name).strip()
        self.load(name).strip()
        return a, b
"""
MAKES = """\
class Loader:
    def load(self, name):
        return name

def make():
    return Loader()
"""


def test_the_base_keeps_its_tree_while_its_calls_are_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"pyproject.toml": "", "base.py": BASE, "first.py": MAKES, "second.py": MAKES}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    path = str(tmp_path / "app.py")
    expected = [(one.code, one.message) for one in lint_source(path, OVERRIDES, Settings())]
    assert [code for code, _ in expected] == ["ASY214"]
    _starved(monkeypatch)
    found = lint_source(path, OVERRIDES, Settings())
    assert [(one.code, one.message) for one in found] == expected
