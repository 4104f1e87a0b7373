"""Hold the stubs of the standard library against the standard library that runs this test."""

from __future__ import annotations

import ast
import asyncio
import inspect
import multiprocessing
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from stdlib_entries import (
    MISSING,
    Entry,
    condition_names,
    entries_of,
    is_made_by_function,
    module_of,
    real_object,
    reexports_of,
    signature_of,
    stub_files,
)
from stdlib_names import (
    FACTORIES,
    GONE,
    NEW,
    NOT_LINUX,
    ON_INSTANCES,
    STUB_ONLY,
    VERSION,
    WINDOWS,
    is_available,
)

from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
from flake8_asyncpitfalls.semantics.inference.values import Unknown, UnresolvedName
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.stubs.marker_schema import KINDS
from flake8_asyncpitfalls.stubs.markers import MARKERS

STUBS = [pytest.param(path, id=module_of(path)) for path in stub_files()]
ENTRIES = [entry for path in stub_files() for entry in entries_of(path)]


def importable(path: Path) -> bool:
    """Whether the running Python has the module; one that must be there and is not fails."""
    module = module_of(path)
    exists = real_object(module) is not MISSING
    expected = is_available(module)
    if expected is None:
        assert exists, f"{module} does not exist and no table says why"
    else:
        assert exists == expected, f"{module}: the tables say otherwise"
    return exists


@pytest.mark.parametrize("path", STUBS)
def test_names_exist(path: Path) -> None:
    if not importable(path):
        pytest.skip(f"not in Python {VERSION}")
    module = module_of(path)
    wrong = []
    names = [entry.name for entry in entries_of(path)]
    names += [f"{module}.{name}" for name in reexports_of(path)]
    for name in names:
        owner = name.rpartition(".")[0]
        if owner in STUB_ONLY or is_available(owner) is False or is_made_by_function(owner):
            continue
        expected = is_available(name)
        if name in NOT_LINUX and sys.platform == "linux":
            expected = False
        exists = real_object(name) is not MISSING
        if exists != (expected is None or expected):
            wrong.append(f"{name}: {'exists' if exists else 'does not exist'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", STUBS)
def test_coroutine_functions_agree(path: Path) -> None:
    wrong = []
    for entry in entries_of(path):
        found = real_object(entry.name)
        if found is MISSING or not isinstance(entry.node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if inspect.iscoroutinefunction(found) != entry.is_async:
            wrong.append(entry.name)
    assert not wrong, wrong


@pytest.mark.parametrize("path", STUBS)
def test_parameters_agree(path: Path) -> None:
    wrong = []
    for entry in entries_of(path):
        found = real_object(entry.name)
        is_function = isinstance(entry.node, ast.FunctionDef | ast.AsyncFunctionDef)
        if found is MISSING or not is_function or not callable(found):
            continue
        real = signature_of(found, bool(entry.owner))
        if real is not None:
            wrong += [f"{entry.name}: {text}" for text in parameter_faults(entry, real)]
    assert not wrong, "\n".join(wrong)


def parameter_faults(entry: Entry, real: list[inspect.Parameter]) -> Iterator[str]:
    """How the parameters of a stub's function differ from the *real* ones."""
    takes_any = any(p.kind is p.VAR_POSITIONAL for p in real)
    takes_keywords = any(p.kind is p.VAR_KEYWORD for p in real)
    positional = [p for p in real if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    for index, name in enumerate(entry.parameters):
        if index >= len(positional):
            if not takes_any:
                yield f"parameter {name} is one too many"
            break
        is_named = positional[index].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        if is_named and positional[index].name != name:
            yield f"parameter {index} is {positional[index].name}, not {name}"
    known = {p.name for p in real}
    for name in entry.keywords:
        if name not in known and not takes_keywords:
            yield f"no keyword {name}"
    positional_only = sum(p.kind is p.POSITIONAL_ONLY for p in real)
    named = set(entry.parameters[positional_only:]) | set(entry.keywords)
    for name in condition_names(entry) & named:
        if name not in known and not takes_keywords:
            yield f"a condition names {name}, no parameter"


@pytest.mark.parametrize("path", STUBS)
def test_markers_are_well_formed(path: Path) -> None:
    plain = {"property", "classmethod", "staticmethod"}
    for entry in entries_of(path):
        for decorator in entry.decorators:
            func = decorator.func if isinstance(decorator, ast.Call) else decorator
            assert isinstance(func, ast.Name), entry.name
            assert func.id in {*MARKERS, *plain}, f"{entry.name}: {func.id}"
            if not isinstance(decorator, ast.Call):
                continue
            args = [ast.literal_eval(arg) for arg in decorator.args]
            keywords = {str(k.arg): ast.literal_eval(k.value) for k in decorator.keywords}
            if func.id == "blocks":
                assert args[0] in KINDS, entry.name
                assert keywords.keys() <= {
                    "twin", "instead", "unless", "when", "offload", "short", "short_when",
                    "brief", "eager", "endless", "repeatable", "writes",
                }  # fmt: skip
                assert keywords.get("offload", "safe") in ("safe", "unsafe", "list", "never")
            for place in args:
                # hands_out stands on a class and speaks of its constructor.
                if isinstance(place, int) and func.id != "hands_out":
                    assert place < len(entry.parameters), entry.name
        names = condition_names(entry)
        if names:
            known = {
                "self",
                *entry.parameters,
                *entry.keywords,
            }  # self: what the object went through
            assert names <= known, entry.name


@pytest.mark.parametrize("path", STUBS)
def test_advice_names_what_exists(path: Path) -> None:
    wrong = []
    for entry in entries_of(path):
        for decorator in entry.decorators:
            for keyword in getattr(decorator, "keywords", []):
                if keyword.arg not in ("twin", "instead"):
                    continue
                text = ast.literal_eval(keyword.value)
                if keyword.arg == "twin":
                    assert inspect.iscoroutinefunction(real_object(text)), text
                for dotted in re.findall(r"\b(?:asyncio|glob|loop)(?:\.\w+)+", text):
                    full = re.sub(r"^loop\.", "asyncio.AbstractEventLoop.", dotted)
                    if real_object(full) is MISSING:
                        wrong.append(f"{entry.name}: {dotted}")
    assert not wrong, wrong


@pytest.mark.parametrize("path", STUBS)
def test_file_names_its_source_and_stays_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# source: https://docs\.python\.org/3[\w./#-]*", lines[0])
    assert len(lines) < 450


@pytest.mark.parametrize("path", STUBS)
def test_every_definition_resolves(path: Path) -> None:
    types = Evaluator(Project(Settings()), Settings())
    module = module_of(path)
    names = [entry.name for entry in entries_of(path) if not entry.owner]
    names += [f"{module}.{name}" for name in reexports_of(path)]
    for name in names:
        value = types.resolve(name)
        is_plain_data = isinstance(real_object(name), int | str | type(sys.stdin))
        assert is_plain_data or not isinstance(value, UnresolvedName | Unknown), name


def test_tables_name_only_what_stubs_have() -> None:
    known = {entry.name for entry in ENTRIES} | {module_of(path) for path in stub_files()}
    known |= {f"{module_of(p)}.{name}" for p in stub_files() for name in reexports_of(p)}
    listed = {*NEW, *GONE, *WINDOWS, *NOT_LINUX, *ON_INSTANCES, *STUB_ONLY, *FACTORIES}
    assert listed <= known, sorted(listed - known)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("asyncio.queues.Queue", "asyncio.Queue"),
        ("asyncio.locks.Lock", "asyncio.Lock"),
        ("asyncio.events.AbstractEventLoop", "asyncio.AbstractEventLoop"),
        ("asyncio.tasks.Task", "asyncio.Task"),
        ("asyncio.Process", "asyncio.subprocess.Process"),
        ("concurrent.futures.thread.ThreadPoolExecutor", "concurrent.futures.ThreadPoolExecutor"),
        ("posixpath.exists", "os.path.exists"),
        ("io.open", "builtins.open"),
        ("multiprocessing.Lock", "multiprocessing.synchronize.Lock"),
    ],
)
def test_two_names_of_one_thing(name: str, same: str) -> None:
    types = Evaluator(Project(Settings()), Settings())
    assert types.resolve(name) == types.resolve(same)
    assert not isinstance(types.resolve(name), UnresolvedName | Unknown)


def test_methods_of_instances_are_there() -> None:
    pipe = os.popen("")
    made = {
        "asyncio.Condition": asyncio.Condition(),
        "threading.Condition": threading.Condition(),
        "multiprocessing.synchronize.Lock": multiprocessing.Lock(),
        "multiprocessing.synchronize.RLock": multiprocessing.RLock(),
        "multiprocessing.synchronize.Semaphore": multiprocessing.Semaphore(),
        "os._wrap_close": pipe,
    }
    for name in ON_INSTANCES:
        owner, _, method = name.rpartition(".")
        assert callable(getattr(made[owner], method)), name
    pipe.close()
