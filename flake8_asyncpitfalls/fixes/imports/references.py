"""How a qualified name is written at a place: through an import there is, or a new one."""

from __future__ import annotations

import ast
import builtins
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import CODE
from flake8_asyncpitfalls.fixes.imports.visibility import Binding, Visibility, has_run
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

# Packages whose import makes their public submodules attributes of them.
_LOADS_SUBMODULES = frozenset({"anyio", "asyncio", "os", "trio"})
# Modules whose names nearly everybody imports from them: ``from pathlib import Path``.
_TAKEN_FROM = frozenset({"pathlib", "sqlalchemy", "typing", "typing_extensions"})


@dataclass(frozen=True, slots=True, order=True)
class NewImport:
    """``import module``, or ``from module import name`` when *name* is not empty."""

    module: str
    name: str = ""

    @property
    def code(self) -> str:
        """The statement, without a newline."""
        return f"from {self.module} import {self.name}" if self.name else f"import {self.module}"

    @property
    def bound(self) -> str:
        """The local name that the statement binds."""
        return self.name or self.module.partition(".")[0]

    @property
    def qualified(self) -> str:
        """What that local name then means."""
        return f"{self.module}.{self.name}" if self.name else self.bound


@dataclass(frozen=True, slots=True)
class Reference:
    """The source text of a name at a place, and the import that it needs, if any."""

    text: str
    needs: NewImport | None = None


def reference(qualified_name: str, path: Path, names: Visibility) -> Reference:
    """How *qualified_name* is written in the code at the end of *path*.

    What the file imports already is used under its own alias when it is certainly there. Raises
    RefusedError when the name that a new import would bind means something else at that place.
    """
    if qualified_name.startswith(CODE):
        return Reference(qualified_name.removeprefix(CODE))
    qualified_name = qualified_name.removeprefix("builtins.")
    if "." not in qualified_name:
        return _builtin(qualified_name, path, names)
    existing = _existing(qualified_name, path, names)
    if existing:
        return Reference(existing)
    return _imported(qualified_name, path, names)


def module_import(qualified_name: str, names: Visibility) -> NewImport | None:
    """The import that makes *qualified_name* known in the whole module; None when there is one."""
    scope = names.bindings(names.tree)
    for bindings in scope.values():
        for binding in bindings:
            at_top = binding.block == id(names.tree.body)
            if at_top and _reaches(binding, qualified_name) is not None:
                return None
    return _imported(qualified_name, (names.tree, names.tree.body[0]), names).needs


def _builtin(name: str, path: Path, names: Visibility) -> Reference:
    if not hasattr(builtins, name):
        raise RefusedError(f"{name!r} is no name of the language")
    _refuse_if_taken(name, "", path, names)
    return Reference(name)


def _existing(qualified_name: str, path: Path, names: Visibility) -> str:
    """The shortest reference through an import that has certainly run; empty when there is none."""
    hidden: set[str] = set()
    found: list[str] = []
    for scope, bound in names.scopes(path):
        for name, bindings in bound.items():
            if name in hidden or len({binding.qualified for binding in bindings}) != 1:
                continue
            for binding in bindings:
                rest = _reaches(binding, qualified_name)
                if rest is not None and has_run(binding, scope, path):
                    found.append(name + rest)
        hidden |= bound.keys()
    return min(found, key=lambda text: (text.count("."), len(text), text), default="")


def _reaches(binding: Binding, qualified_name: str) -> str | None:
    """What follows the bound name to give *qualified_name* (``.sleep``); None when it cannot."""
    known = binding.qualified
    if not known or not (qualified_name + ".").startswith(known + "."):
        return None
    rest = qualified_name[len(known) :]
    module = _module_of(qualified_name)
    if not (module + ".").startswith(known + ".") or known == module:
        return rest
    # The name stands in a submodule, which must have been imported for the attribute to be there.
    is_loaded = (binding.loaded + ".").startswith(module + ".")
    return rest if is_loaded or known in _LOADS_SUBMODULES else None


def _module_of(qualified_name: str) -> str:
    """The module of a qualified name: what stands before a class, or before the last part."""
    parts = qualified_name.split(".")
    for index, part in enumerate(parts):
        if index and part.lstrip("_")[:1].isupper():
            return ".".join(parts[:index])
    return ".".join(parts[:-1])


def _imported(qualified_name: str, path: Path, names: Visibility) -> Reference:
    module = _module_of(qualified_name)
    root = module.partition(".")[0]
    rest = qualified_name[len(module) + 1 :]
    if module == root or root in _LOADS_SUBMODULES:
        is_taken_from = _is_imported_from(module, names) or _is_usually_taken_from(module, names)
        if module == root and "." not in rest and is_taken_from:
            try:
                return _with_import(NewImport(module, rest), rest, path, names)
            except RefusedError:
                pass
        return _with_import(NewImport(root), qualified_name, path, names)
    ways = [(NewImport(module, rest.partition(".")[0]), rest), (NewImport(module), qualified_name)]
    # Where ``redis`` is imported, ``redis.asyncio.Redis`` tells better than another ``Redis``.
    if any(binding.qualified == root for binding in names.bindings(names.tree).get(root, ())):
        ways.reverse()
    try:
        return _with_import(*ways[0], path, names)
    except RefusedError:
        return _with_import(*ways[1], path, names)


def _is_imported_from(module: str, names: Visibility) -> bool:
    """Whether the file takes names out of *module*, and nothing else of it is imported anywhere.

    Classes alone (``from asyncio import Future``) do not show that functions are to be named like that.
    """
    taken = {
        alias.name
        for stmt in names.tree.body
        if isinstance(stmt, ast.ImportFrom) and stmt.module == module and not stmt.level
        for alias in stmt.names
    }
    if module in sys.stdlib_module_names:
        taken = {name for name in taken if name[:1].islower()}
    return bool(taken) and not any(
        isinstance(stmt, ast.Import) and any(alias.name == module for alias in stmt.names)
        for stmt in ast.walk(names.tree)
    )


def _is_usually_taken_from(module: str, names: Visibility) -> bool:
    """Whether most import names from *module*, and the file does not import it as a whole."""
    return module in _TAKEN_FROM and not any(
        isinstance(stmt, ast.Import) and any(alias.name == module for alias in stmt.names)
        for stmt in ast.walk(names.tree)
    )


def _with_import(new: NewImport, text: str, path: Path, names: Visibility) -> Reference:
    _refuse_if_taken(new.bound, new.qualified, path, names)
    return Reference(text, new)


def _refuse_if_taken(name: str, qualified: str, path: Path, names: Visibility) -> None:
    """Raise RefusedError when *name* means, or may mean, another thing than *qualified* there."""
    taken = RefusedError(f"the name {name!r} means something else here")
    if names.is_rebound(name):
        raise taken
    for scope, bound in names.scopes(path):
        bindings = bound.get(name)
        if bindings is None:
            continue
        is_same = qualified and all(binding.qualified == qualified for binding in bindings)
        if not (is_same and isinstance(scope, ast.Module)):
            raise taken
