"""Hold the stubs of the standard library against the standard library that runs this test."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import multiprocessing
import os
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flake8_asyncpitfalls.semantics.project import Project
from flake8_asyncpitfalls.semantics.types import Types
from flake8_asyncpitfalls.semantics.values import External, Unknown
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.stubs import STUB_FOLDER
from flake8_asyncpitfalls.stubs.markers import KINDS, MARKERS

VERSION = sys.version_info[:2]
MISSING = object()

NEW = {
    "asyncio.EventLoop": (3, 13),
    "asyncio.Queue.shutdown": (3, 13),
    "asyncio.QueueShutDown": (3, 13),
    "asyncio.Server.abort_clients": (3, 13),
    "asyncio.Server.close_clients": (3, 13),
    "asyncio.Task.get_context": (3, 12),
    "asyncio.queues.QueueShutDown": (3, 13),
    "concurrent.futures.InterpreterPoolExecutor": (3, 14),
    "glob.translate": (3, 13),
    "ntpath.isdevdrive": (3, 12),
    "ntpath.isjunction": (3, 12),
    "ntpath.splitroot": (3, 12),
    "os.path.isdevdrive": (3, 13),
    "os.path.isjunction": (3, 12),
    "os.path.splitroot": (3, 12),
    "pathlib.Path.copy": (3, 14),
    "pathlib.Path.copy_into": (3, 14),
    "pathlib.Path.from_uri": (3, 13),
    "pathlib.Path.is_junction": (3, 12),
    "pathlib.Path.move": (3, 14),
    "pathlib.Path.move_into": (3, 14),
    "pathlib.Path.walk": (3, 12),
    "pathlib.PurePath.full_match": (3, 13),
    "pathlib.PurePath.with_segments": (3, 12),
    "posixpath.isdevdrive": (3, 13),
    "posixpath.isjunction": (3, 12),
    "posixpath.splitroot": (3, 12),
    "queue.Queue.shutdown": (3, 13),
    "queue.ShutDown": (3, 13),
    "typing.override": (3, 12),
    "warnings.deprecated": (3, 13),
}
"""Names that came with a Python newer than the oldest that this package runs on."""

GONE = {
    "asyncio.AbstractChildWatcher": (3, 14),
    "asyncio.FastChildWatcher": (3, 14),
    "asyncio.MultiLoopChildWatcher": (3, 14),
    "asyncio.PidfdChildWatcher": (3, 14),
    "asyncio.SafeChildWatcher": (3, 14),
    "asyncio.Task.all_tasks": (3, 9),
    "asyncio.Task.current_task": (3, 9),
    "asyncio.ThreadedChildWatcher": (3, 14),
    "asyncio.coroutine": (3, 11),
    "asyncio.coroutines.coroutine": (3, 11),
    "asyncio.get_child_watcher": (3, 14),
    "asyncio.set_child_watcher": (3, 14),
    "asyncio.events.AbstractEventLoopPolicy.get_child_watcher": (3, 14),
    "asyncio.events.AbstractEventLoopPolicy.set_child_watcher": (3, 14),
    "asyncio.events.get_child_watcher": (3, 14),
    "asyncio.events.set_child_watcher": (3, 14),
    "configparser.SafeConfigParser": (3, 12),
    "importlib.resources.read_binary": (3, 13),
    "importlib.resources.read_text": (3, 13),
    "nntplib": (3, 13),
    "pathlib.Path.link_to": (3, 12),
    "telnetlib": (3, 13),
}
"""Names that a Python no longer has; code written for an older one still uses them."""

WINDOWS = frozenset({
    "asyncio.ProactorEventLoop",
    "asyncio.WindowsProactorEventLoopPolicy",
    "asyncio.WindowsSelectorEventLoopPolicy",
    "asyncio.events.WindowsProactorEventLoopPolicy",
    "asyncio.events.WindowsSelectorEventLoopPolicy",
})  # fmt: skip
NOT_LINUX = frozenset({
    "os.lchmod",
    "selectors.DevpollSelector",
    "selectors.KqueueSelector",
})  # fmt: skip

ON_INSTANCES = frozenset({
    "asyncio.Condition.acquire",
    "asyncio.Condition.locked",
    "asyncio.Condition.release",
    "multiprocessing.synchronize.Lock.acquire",
    "multiprocessing.synchronize.Lock.release",
    "multiprocessing.synchronize.RLock.acquire",
    "multiprocessing.synchronize.RLock.release",
    "multiprocessing.synchronize.Semaphore.acquire",
    "multiprocessing.synchronize.Semaphore.release",
    "os._wrap_close.read",
    "os._wrap_close.readline",
    "os._wrap_close.readlines",
    "threading.Condition.acquire",
    "threading.Condition.release",
})  # fmt: skip
"""Methods that the class does not have: its constructor or its ``__getattr__`` gives them."""

STUB_ONLY = {
    "asyncio.events.DefaultEventLoopPolicy": "defined with the other policies",
    "io.TextIOWrapper.peek": "the class stands for whatever open() gives",
    "io.TextIOWrapper.read1": "the class stands for whatever open() gives",
    "io.TextIOWrapper.readinto": "the class stands for whatever open() gives",
    "io.TextIOWrapper.readinto1": "the class stands for whatever open() gives",
    "concurrent.futures._Results": "the iterator that map() gives is a generator",
    "subprocess._Pipe": "file objects whose speed is that of a process",
    "sys._StandardInput": "a file object whose speed is that of a person",
}
"""Names that no Python has, and why the stub needs them."""

FACTORIES = {
    "multiprocessing": "methods of the default context make the classes",
    "threading.Lock": "a function that makes a lock before Python 3.13",
    "threading.RLock": "a function that makes a lock",
    "select.poll": "a function that makes a poll object",
}
"""What is a class in the stub and a function in the library: annotations mean the class."""


def is_available(name: str) -> bool | None:
    """Whether the running Python must have *name*; None when the tables do not mention it."""
    if name in NEW:
        return VERSION >= NEW[name]
    if name in GONE:
        return VERSION < GONE[name]
    if name in WINDOWS:
        return sys.platform == "win32"
    if name in STUB_ONLY or name in ON_INSTANCES:
        return False
    return None


@dataclass(frozen=True)
class Entry:
    """One definition of a stub: its qualified name, its node and the class around it."""

    name: str
    node: ast.stmt
    owner: str = ""

    @property
    def decorators(self) -> list[ast.expr]:
        """The decorators of a function or class; none for anything else."""
        return getattr(self.node, "decorator_list", [])

    @property
    def is_async(self) -> bool:
        """Whether it is an ``async def``."""
        return isinstance(self.node, ast.AsyncFunctionDef)

    @property
    def parameters(self) -> list[str]:
        """The names of the parameters, without the receiver of a method."""
        assert isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef)
        return [arg.arg for arg in _arguments(self.node)[bool(self.owner) :]]

    @property
    def keywords(self) -> list[str]:
        """The names of the keyword-only parameters."""
        assert isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef)
        return [arg.arg for arg in self.node.args.kwonlyargs]


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args]


def module_of(path: Path) -> str:
    """The dotted name of the module that the stub at *path* describes."""
    parts = path.relative_to(STUB_FOLDER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def stub_files() -> list[Path]:
    """The stubs of modules that some Python's standard library has."""
    return [
        path
        for path in sorted(STUB_FOLDER.rglob("*.pyi"))
        if module_of(path).split(".")[0] in sys.stdlib_module_names
        or GONE.get(module_of(path).split(".")[0])
    ]


def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a stub."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def entries_of(path: Path) -> Iterator[Entry]:
    """The functions, classes, methods and module attributes that a stub defines."""
    module = module_of(path)
    for stmt in tree_of(path).body:
        if isinstance(stmt, ast.AnnAssign) and isinstance(stmt.target, ast.Name):
            yield Entry(f"{module}.{stmt.target.id}", stmt)
        elif isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Entry(f"{module}.{stmt.name}", stmt)
        elif isinstance(stmt, ast.ClassDef):
            name = f"{module}.{stmt.name}"
            yield Entry(name, stmt)
            for inner in stmt.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield Entry(f"{name}.{inner.name}", inner, name)


def reexports_of(path: Path) -> list[str]:
    """The names that a stub imports and does not use itself."""
    tree = tree_of(path)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return [
        alias.asname or alias.name
        for stmt in tree.body
        if isinstance(stmt, ast.ImportFrom) and stmt.module not in ("typing", "io")
        for alias in stmt.names
        if (alias.asname or alias.name) not in used
    ]


def real_object(name: str) -> Any:
    """The object of that qualified name in the running Python, or MISSING."""
    parts = name.split(".")
    for split in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:split]))
        except ImportError:
            continue
        for part in parts[split:]:
            found = _member(found, part)
            if found is MISSING:
                return MISSING
        return found
    return MISSING


def _member(owner: Any, name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(owner, name, MISSING)


def is_made_by_function(name: str) -> bool:
    """Whether the class is a factory function of the library, whose result has the methods."""
    return name in FACTORIES or name.rpartition(".")[0] in FACTORIES


def signature_of(found: Any, is_method: bool) -> list[inspect.Parameter] | None:
    """The parameters of a real function without the receiver, or None when nothing tells."""
    try:
        parameters = list(inspect.signature(found).parameters.values())
    except (ValueError, TypeError):
        return None
    is_bound = inspect.ismethod(found) or getattr(found, "__self__", None) is not None
    return parameters[1:] if is_method and not is_bound and parameters else parameters


def condition_names(entry: Entry) -> set[str]:
    """The parameters that the markers of a definition name."""
    names: set[str] = set()
    for decorator in entry.decorators:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name):
            for keyword in decorator.keywords:
                if keyword.arg in ("unless", "when"):
                    names.update(ast.literal_eval(keyword.value))
            if decorator.func.id in ("offloads", "schedules", "runs_on_loop", "calls", "runs_loop"):
                value = ast.literal_eval(decorator.args[0])
                names.update([value] if isinstance(value, str) else [])
    return names


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
            assert func.id in MARKERS | plain, f"{entry.name}: {func.id}"
            if not isinstance(decorator, ast.Call):
                continue
            args = [ast.literal_eval(arg) for arg in decorator.args]
            keywords = {str(k.arg): ast.literal_eval(k.value) for k in decorator.keywords}
            if func.id == "blocks":
                assert args[0] in KINDS, entry.name
                assert keywords.keys() <= {"twin", "instead", "unless", "when", "offload"}
                assert keywords.get("offload", "safe") in ("safe", "unsafe", "never")
            for place in args:
                if isinstance(place, int):
                    assert place < len(entry.parameters) or entry.node.args.vararg, entry.name
        names = condition_names(entry)
        if names:
            assert names <= set(entry.parameters) | set(entry.keywords), entry.name


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
    assert len(lines) < 400


@pytest.mark.parametrize("path", STUBS)
def test_every_definition_resolves(path: Path) -> None:
    types = Types(Project(Settings()), Settings())
    module = module_of(path)
    names = [entry.name for entry in entries_of(path) if not entry.owner]
    names += [f"{module}.{name}" for name in reexports_of(path)]
    for name in names:
        value = types.resolve(name)
        is_plain_data = isinstance(real_object(name), int | str | type(sys.stdin))
        assert is_plain_data or not isinstance(value, External | Unknown), name


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
    types = Types(Project(Settings()), Settings())
    assert types.resolve(name) == types.resolve(same)
    assert not isinstance(types.resolve(name), External | Unknown)


def test_methods_of_instances_are_there() -> None:
    made = {
        "asyncio.Condition": asyncio.Condition(),
        "threading.Condition": threading.Condition(),
        "multiprocessing.synchronize.Lock": multiprocessing.Lock(),
        "multiprocessing.synchronize.RLock": multiprocessing.RLock(),
        "multiprocessing.synchronize.Semaphore": multiprocessing.Semaphore(),
        "os._wrap_close": os.popen(""),
    }
    for name in ON_INSTANCES:
        owner, _, method = name.rpartition(".")
        assert callable(getattr(made[owner], method)), name
    made["os._wrap_close"].close()
