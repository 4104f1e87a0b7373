"""Read a stub file by ``ast`` into entries: one for each name that it says something of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls.stubs.checking import problem_of_marker
from flake8_asyncpitfalls.stubs.marker_schema import Place
from flake8_asyncpitfalls.stubs.markers import MARKERS

ABOUT_THE_LIBRARY = (
    "__successor__", "__slow_import__", "__plain_arguments__", "__all_blocking__", "__releases__",
)  # fmt: skip
PLAIN_DECORATORS = frozenset({"property", "classmethod", "staticmethod"})
AWAITABLE_NAMES = ("Awaitable", "Coroutine", "Future", "Task")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Entry:
    """What a stub says of one name; *name* is qualified, *owner* the class it is a member of."""

    module: str
    name: str
    sort: str
    owner: str = ""
    line: int = 0
    is_async: bool = False
    gives_awaitable: bool = False
    parameters: tuple[str, ...] = ()
    has_keywords: bool = False
    has_kind: bool = False
    decorators: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    marks: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The name without its module and class."""
        return self.name.rpartition(".")[2]

    @property
    def is_private(self) -> bool:
        """Whether it, or the class it belongs to, exists only in the stub (``_Name``)."""
        dotted = self.name.removeprefix(self.module).strip(".")
        return any(part.startswith("_") and not part.startswith("__") for part in dotted.split("."))


def module_name(path: Path, root: Path) -> str:
    """The dotted name of the module that the stub *path* below the folder *root* describes."""
    parts = list(path.relative_to(root).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_entries(path: Path, root: Path) -> list[Entry]:
    """All entries of the stub *path*; raises SyntaxError when it does not parse."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, str(path))
    module = module_name(path, root)
    awaitable = {
        stmt.name for stmt in tree.body if isinstance(stmt, ast.ClassDef) and _has_await(stmt)
    }
    entries = list(_entries_of(tree.body, module, "", awaitable))
    if not text.startswith("# source: "):
        problem = "the first line must name the source: # source: <page>"
        entries.append(Entry(module, module, "module", line=1, problems=[problem]))
    return entries


def _has_await(class_def: ast.ClassDef) -> bool:
    return any(isinstance(stmt, Function) and stmt.name == "__await__" for stmt in class_def.body)


def _entries_of(
    body: list[ast.stmt], module: str, owner: str, awaitable: set[str]
) -> Iterator[Entry]:
    prefix = owner or module
    for stmt in body:
        if isinstance(stmt, ast.ImportFrom):
            yield from _imports(stmt, module)
        elif isinstance(stmt, Function):
            entry = _function(stmt, module, f"{prefix}.{stmt.name}", owner, awaitable)
            if not owner:
                _fill_in_marks(entry, None)
            yield entry
        elif isinstance(stmt, ast.ClassDef):
            name = f"{prefix}.{stmt.name}"
            entry = Entry(module, name, "class", owner, stmt.lineno)
            entry.bases = tuple(ast.unparse(base) for base in stmt.bases)
            _read_decorators(stmt, entry)
            yield entry
            of_class = dict(entry.marks).get("methods_block")
            for member in _entries_of(stmt.body, module, name, awaitable):
                if member.owner == name:
                    _fill_in_marks(member, of_class)
                yield member
        else:
            for target in _assigned(stmt):
                entry = Entry(module, f"{prefix}.{target}", "attribute", owner, stmt.lineno)
                if target in ABOUT_THE_LIBRARY and isinstance(stmt, ast.Assign):
                    entry.sort, entry.name = "library", module
                    entry.marks.append((target, {"instead": ast.literal_eval(stmt.value)}))
                yield entry


def _assigned(stmt: ast.stmt) -> list[str]:
    if isinstance(stmt, ast.AnnAssign) and isinstance(stmt.target, ast.Name):
        return [stmt.target.id]
    if isinstance(stmt, ast.Assign) and not _is_type_variable(stmt.value):
        return [target.id for target in stmt.targets if isinstance(target, ast.Name)]
    return []


def _is_type_variable(value: ast.expr) -> bool:
    """Whether the stub makes a type variable, which is its own and not the library's."""
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "TypeVar"


def _imports(stmt: ast.ImportFrom, module: str) -> Iterator[Entry]:
    if stmt.level or stmt.module in {"typing", "__future__", "collections.abc"}:
        return
    for alias in stmt.names:
        entry = Entry(module, f"{stmt.module}.{alias.name}", "import", line=stmt.lineno)
        if stmt.module == module:
            entry.problems.append("a package's stub must not import from itself")
        yield entry


def _function(stmt: Function, module: str, name: str, owner: str, awaitable: set[str]) -> Entry:
    entry = Entry(module, name, "function", owner, stmt.lineno)
    entry.is_async = isinstance(stmt, ast.AsyncFunctionDef)
    result = ast.unparse(stmt.returns) if stmt.returns else ""
    entry.gives_awaitable = result.startswith(AWAITABLE_NAMES) or result in awaitable
    arguments = stmt.args
    entry.parameters = tuple(arg.arg for arg in arguments.posonlyargs + arguments.args)
    entry.has_keywords = arguments.kwarg is not None
    _read_decorators(stmt, entry)
    _check_conditions(entry, {arg.arg for arg in arguments.kwonlyargs})
    return entry


def _read_decorators(stmt: Function | ast.ClassDef, entry: Entry) -> None:
    decorators = []
    for decorator in stmt.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        name = ast.unparse(call.func if call else decorator)
        decorators.append(name)
        if name not in MARKERS and name not in PLAIN_DECORATORS:
            entry.problems.append(f"unknown marker @{name}")
        if call is not None:
            _read_mark(name, call, entry)
        elif name in MARKERS:
            entry.marks.append((name, {}))
    entry.decorators = tuple(decorators)


def _read_mark(name: str, call: ast.Call, entry: Entry) -> None:
    try:
        arguments = [ast.literal_eval(arg) for arg in call.args]
        keywords = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
    except ValueError:
        entry.problems.append(f"an argument of @{name} is no literal")
        return
    if name in MARKERS:
        place: Place = "class" if entry.sort == "class" else "function"
        if problem := problem_of_marker(name, arguments, keywords, place):
            entry.problems.append(problem)
    entry.marks.append((name, keywords))
    entry.has_kind |= name == "blocks" and bool(arguments)


def _fill_in_marks(entry: Entry, of_class: dict[str, Any] | None) -> None:
    """Give a method's ``@blocks`` without a kind what ``@methods_block`` says of its class."""
    for name, keywords in entry.marks:
        if name != "blocks" or entry.has_kind:
            continue
        if of_class is None:
            entry.problems.append("@blocks without a kind, and no @methods_block on the class")
            continue
        inherited = dict(of_class)
        if "twin" in of_class and "twin" not in keywords:
            inherited["twin"] = f"{of_class['twin']}.{entry.last}"
        if "instead" in keywords:
            inherited.pop("twin", None)
        keywords.update(inherited | keywords)


def condition_names(entry: Entry) -> set[str]:
    """The parameters that the ``unless`` and ``when`` conditions of *entry* speak of."""
    return {
        name
        for _, keywords in entry.marks
        for key in ("unless", "when")
        for name in keywords.get(key) or ()
    }


def _check_conditions(entry: Entry, keyword_only: set[str]) -> None:
    known = set(entry.parameters) | keyword_only
    for name in condition_names(entry) - known:
        if not entry.has_keywords:
            entry.problems.append(f"the condition names {name!r}, which the stub's signature lacks")
