"""Read the stubs of the standard library, and find what they describe in the running Python."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stdlib_names import FACTORIES, GONE

from flake8_asyncpitfalls.stubs import STUB_FOLDER

MISSING = object()


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
    except (ValueError, TypeError, AttributeError):
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
