"""Hold the entries of one library's stubs against the library as it is installed."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.metadata
import inspect
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Any

from stub_entries import AWAITABLE_NAMES, Entry, condition_names

MISSING = object()
DOTTED = re.compile(r"[a-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+")
QUOTED = re.compile(r"'([\w.]+)'(?: of (\w+))?")
# In advice, ``loop`` is the running loop.
LOOP = "asyncio.AbstractEventLoop"


@dataclass
class Outcome:
    """What came of one library: counts, and a line for each thing that is wrong."""

    library: str
    version: str = ""
    entries: int = 0
    checked: int = 0
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)


def real_object(name: str) -> Any:
    """The object of the qualified *name*, MISSING when it does not exist.

    Where a module and an attribute of its package share a name, either will do. Raises
    ImportError when the top-level package is not installed.
    """
    for finders in ((_member_of, _submodule_of), (_submodule_of, _member_of)):
        found: Any = importlib.import_module(name.split(".", maxsplit=1)[0])
        for part in name.split(".")[1:]:
            nearer = finders[0](found, part)
            found = finders[1](found, part) if nearer is MISSING else nearer
            if found is MISSING:
                break
        if found is not MISSING:
            return found
    return MISSING


def _submodule_of(owner: Any, name: str) -> Any:
    if not inspect.ismodule(owner):
        return MISSING
    try:
        return importlib.import_module(f"{owner.__name__}.{name}")
    except Exception:
        # As of tweepy's asynchronous half, when not all that it needs is installed.
        return MISSING


def _member_of(owner: Any, name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Some descriptors and lazy objects raise whatever they like when read.
        with contextlib.suppress(Exception):
            found = getattr(owner, name)
            return MISSING if _says_that_it_is_gone(found) else found
    return inspect.getattr_static(owner, name, MISSING)


def _says_that_it_is_gone(found: Any) -> bool:
    """Whether any use of *found* raises, as openai has it for the names of its first API."""
    try:
        (getattr(found, "__annotations__", None) or {}).get("return")
    except Exception:
        return True
    return False


def import_failure(module: str) -> Exception | None:
    """What importing *module* raises: the import of a foreign library can fail in any way."""
    try:
        importlib.import_module(module)
    except Exception as error:
        return error
    return None


def is_package(name: str) -> bool:
    """Whether *name* is an imported package of its own, not a shared namespace like ``google``."""
    return getattr(sys.modules.get(name), "__file__", None) is not None


def is_instance_attribute(owner: type, name: str) -> bool:
    """Whether some class of *owner*'s line annotates *name*, or one of its methods uses it."""
    for cls in owner.__mro__[:-1]:
        if name in getattr(cls, "__annotations__", {}) or name in getattr(cls, "__slots__", ()):
            return True
        for function in vars(cls).values():
            code = getattr(inspect.unwrap(function), "__code__", None)
            if code is not None and name in code.co_names:
                return True
    return False


def is_coroutine_function(function: Any) -> bool:
    """Whether calling *function*, or what it wraps, gives a coroutine."""
    while isinstance(function, functools.partial | functools.partialmethod):
        function = function.func
    if inspect.iscoroutinefunction(function):
        return True
    try:
        wrapped = inspect.unwrap(function)
    except ValueError:
        return False
    return wrapped is not function and inspect.iscoroutinefunction(wrapped)


def says_awaitable(function: Any) -> bool:
    """Whether the annotated result of *function* is, or may be, an awaitable."""
    result = str(getattr(function, "__annotations__", {}).get("return", ""))
    return any(name in result for name in AWAITABLE_NAMES)


class Comparison:
    """One library: its entries, which of them are excused, and the outcome so far."""

    def __init__(self, library: str, excused: Callable[[str, str], bool]) -> None:
        self.outcome = Outcome(library)
        self.excused = excused

    def compare(self, entries: list[Entry]) -> Outcome:
        """Check all *entries*; the outcome has version, counts and what is wrong."""
        self.outcome.version = _version(self.outcome.library)
        for entry in entries:
            for problem in entry.problems:
                self._wrong(entry, "stub", problem)
            if entry.is_private and self._is_only_in_stub(entry):
                self._check_marks(entry, None)
                continue
            self.outcome.entries += 1
            self._check(entry)
        return self.outcome

    def compare_advice(self, entries: list[Entry]) -> Outcome:
        """Check only the libraries, and the names in them, that the advice of *entries* has."""
        self.outcome.version = ".".join(map(str, sys.version_info[:3]))
        seen: set[str] = set()
        for entry in entries:
            for marker, keywords in entry.marks:
                for name in named_in(marker, str(keywords.get("instead", ""))):
                    top = name.split(".", maxsplit=1)[0]
                    if name not in seen and top not in sys.stdlib_module_names:
                        seen.add(name)
                        self.outcome.entries += 1
                        self.outcome.checked += import_failure(top) is None
                        self._check_named(entry, "instead", name)
        return self.outcome

    def _wrong(self, entry: Entry, aspect: str, problem: str) -> None:
        if not self.excused(entry.name, aspect):
            self.outcome.wrong.append(f"{entry.module}:{entry.line}: {entry.name}: {problem}")

    def _is_only_in_stub(self, entry: Entry) -> bool:
        if import_failure(entry.module) is not None:
            return True
        return real_object(entry.owner or entry.name) is MISSING

    def _check(self, entry: Entry) -> None:
        error = import_failure(entry.module)
        if error is not None:
            self._not_importable(entry, error)
            return
        found = real_object(entry.name)
        if found is MISSING and entry.owner and self._is_attribute(entry):
            found = None
        self.outcome.checked += 1
        if found is MISSING:
            self._wrong(entry, "missing", "does not exist in the library")
        elif entry.sort == "function" and found is not None:
            self._check_function(entry, found)
        elif entry.sort == "class":
            self._check_bases(entry, found)
        self._check_marks(entry, found)

    def _not_importable(self, entry: Entry, error: Exception) -> None:
        if isinstance(error, ModuleNotFoundError) and is_package(
            str(error.name).rpartition(".")[0]
        ):
            self._wrong(entry, "missing", f"module {entry.module} does not exist")
            return
        note = f"{entry.module} not importable: {error}".splitlines()[0]
        if note not in self.outcome.notes:
            self.outcome.notes.append(note)

    def _is_attribute(self, entry: Entry) -> bool:
        owner = real_object(entry.owner)
        is_data = entry.sort == "attribute" or "property" in entry.decorators
        return is_data and isinstance(owner, type) and is_instance_attribute(owner, entry.last)

    def _check_function(self, entry: Entry, found: Any) -> None:
        if "property" in entry.decorators:
            return
        if not callable(found) and not isinstance(found, property | classmethod | staticmethod):
            self._wrong(entry, "missing", "is not callable in the library")
            return
        self._check_async(entry, found)
        self._check_parameters(entry, found)

    def _check_async(self, entry: Entry, found: Any) -> None:
        if entry.gives_awaitable:
            return
        is_async = is_coroutine_function(found)
        if entry.is_async and not is_async and not says_awaitable(found):
            self._wrong(entry, "async", "async def in the stub, not in the library")
        elif is_async and not entry.is_async:
            self._wrong(entry, "async", "coroutine function in the library, not in the stub")

    def _check_parameters(self, entry: Entry, found: Any) -> None:
        real = _parameters(found, bool(entry.owner))
        if real is None:
            return
        stub = [name for name in entry.parameters if name not in {"self", "cls"}]
        positional = [p.name for p in real if p.kind is p.POSITIONAL_OR_KEYWORD]
        takes_any = any(p.kind in {p.VAR_POSITIONAL, p.POSITIONAL_ONLY} for p in real)
        if stub != positional[: len(stub)] and not takes_any:
            self._wrong(entry, "parameters", f"parameters {stub} against {positional}")
        names = {"self", *(p.name for p in real)}
        has_keywords = any(p.kind is p.VAR_KEYWORD for p in real)
        for name in condition_names(entry) - names:
            if not has_keywords:
                self._wrong(entry, "parameters", f"a condition names {name!r}, no parameter")

    def _check_bases(self, entry: Entry, found: Any) -> None:
        if not callable(found):
            self._wrong(entry, "missing", "is not a class in the library")
        for base in entry.bases:
            if base.startswith("_"):
                continue
            real = real_object(f"{entry.module}.{base}")
            if isinstance(real, type) and isinstance(found, type) and not issubclass(found, real):
                self._wrong(entry, "bases", f"is no subclass of {base}")

    def _check_marks(self, entry: Entry, found: Any) -> None:
        for name, keywords in entry.marks:
            if name == "blocks" and "twin" in keywords:
                self._check_twin(entry, keywords["twin"])
            for advised in named_in(name, str(keywords.get("instead", ""))):
                self._check_named(entry, "instead", advised)

    def _check_twin(self, entry: Entry, twin: str) -> None:
        self.outcome.entries += 1
        found = self._check_named(entry, "twin", twin)
        if found is None or isinstance(found, type):
            return
        is_async = is_coroutine_function(found) or says_awaitable(found)
        if not is_async:
            self._wrong(entry, "twin", f"twin {twin} is no coroutine function")

    def _check_named(self, entry: Entry, aspect: str, name: str) -> Any:
        if import_failure(name.split(".", maxsplit=1)[0]) is not None:
            return None
        found = real_object(name)
        self.outcome.checked += aspect == "twin"
        if found is MISSING:
            self._wrong(entry, aspect, f"{aspect} {name} does not exist")
            return None
        return found


def named_in(marker: str, text: str) -> list[str]:
    """The qualified names in the advice *text*; ``__successor__`` quotes what it names."""
    if marker == "__successor__":
        quoted = [(name, owner) for name, owner in QUOTED.findall(text) if not iskeyword(name)]
        return [f"{owner}.{name}" if owner and "." not in name else name for name, owner in quoted]
    if text.isidentifier() and not iskeyword(text):
        return [text]
    return [re.sub(r"^loop\b", LOOP, name) for name in DOTTED.findall(text)]


def _parameters(found: Any, is_member: bool) -> list[inspect.Parameter] | None:
    try:
        parameters = list(inspect.signature(found).parameters.values())
    except (TypeError, ValueError):
        return None
    if is_member and parameters and parameters[0].name in {"self", "cls"}:
        return parameters[1:]
    return parameters


def _version(library: str) -> str:
    top = library.split(".", maxsplit=1)[0]
    for distribution in importlib.metadata.packages_distributions().get(top, []):
        return importlib.metadata.version(distribution)
    return "?" if import_failure(top) is None else ""
