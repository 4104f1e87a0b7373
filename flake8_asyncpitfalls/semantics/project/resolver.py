"""What modules are called, and the files that imports find them in."""

from __future__ import annotations

import os
import sys
from functools import cache, lru_cache
from pathlib import Path

from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.stubs import forget_stubs, stub_path

_ROOT_MARKS = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "tox.ini", ".flake8", ".git"})
OWN = (".py",)
FOREIGN = (".pyi", ".py")
"""The endings of files that a project's imports find, and of those of installed packages."""


@lru_cache(maxsize=8192)
def _path(name: str) -> Path:
    return Path(name)


def absolute(path: str) -> Path:
    """The absolute form of *path*, as seen from the working directory of now."""
    return _path(os.path.abspath(path))


def module_name(path: str) -> ModuleName:
    """The dotted name under which the file at *path* is imported in its project."""
    file = absolute(path)
    is_package = file.stem == "__init__"
    root = import_roots(path)[0]
    relative = file.parent if is_package else file.with_suffix("")
    try:
        parts = relative.relative_to(root).parts
    except ValueError:
        parts = (relative.name,)
    return ModuleName(".".join(parts) or relative.name, is_package)


def import_roots(path: str) -> tuple[Path, ...]:
    """The folders that absolute imports in the file at *path* start from, the file's own first."""
    return _roots_of_folder(os.path.dirname(os.path.abspath(path)))


def import_roots_for(dotted: str, path: str, stubs: tuple[str, ...]) -> tuple[Path, ...]:
    """The folders that the file at *path* finds the module *dotted* in.

    Only a script finds modules in its own folder. Where that folder is a package and a library of
    the name is known, from our stubs or those in the folders *stubs*, the library is meant:
    ``cache/redis.py`` imports ``redis``.
    """
    roots = import_roots(path)
    if stub_path(dotted.partition(".")[0], stubs) is None:
        return roots
    return _outside_packages(roots)


@lru_cache(maxsize=4096)
def _outside_packages(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(root for root in roots if not _is_package(root))


@lru_cache(maxsize=4096)
def _roots_of_folder(name: str) -> tuple[Path, ...]:
    folder = package_root = Path(name)
    while _is_package(package_root):
        package_root = package_root.parent
    outermost = package_root
    # A package may hold a namespace package: discord/__init__.py, discord/ext/commands/__init__.py.
    while _is_package(outermost) or _is_package(outermost.parent):
        outermost = outermost.parent
    project_root = _project_root(outermost)
    own = outermost
    if outermost == folder and project_root in folder.parents:
        own = _namespace_root(folder, project_root)
    roots = (own, outermost, package_root, folder, project_root, project_root / "src")
    return tuple(dict.fromkeys(root for root in roots if root.is_dir()))


def _is_package(folder: Path) -> bool:
    return _is_file(f"{folder}/__init__.py") and folder.parent != folder


def _namespace_root(folder: Path, project_root: Path) -> Path:
    """A folder without ``__init__.py`` inside a project may be a namespace package."""
    source_root = project_root / "src"
    root = source_root if source_root in (folder, *folder.parents) else project_root
    parts = folder.relative_to(root).parts
    return root if all(part.isidentifier() for part in parts) else folder


@lru_cache(maxsize=4096)
def _project_root(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        marks = _ROOT_MARKS & _names_in(str(candidate))
        if any((candidate / mark).exists() for mark in marks):
            return candidate
    return folder


def find_module(
    dotted: str, roots: tuple[Path, ...], endings: tuple[str, ...] = OWN
) -> Path | None:
    """The file of module *dotted*, with one of *endings*, under the first of *roots* that has it."""
    relative = dotted.replace(".", "/")
    for root in roots:
        for ending in endings:
            for name in (f"{root}/{relative}/__init__{ending}", f"{root}/{relative}{ending}"):
                if _is_file(name):
                    return Path(name)
    return None


@lru_cache(maxsize=1)
def environment_roots() -> tuple[Path, ...]:
    """The running interpreter's folders of installed packages and of the standard library."""
    return tuple(Path(entry) for entry in sys.path if entry and Path(entry).is_dir())


def forget_files() -> None:
    """Look anew at which files there are: a process may live longer than they stay the same."""
    for known in (_names_in, _roots_of_folder, _outside_packages, _project_root, environment_roots):
        known.cache_clear()
    forget_stubs()


def _is_file(path: str) -> bool:
    """Whether there is a file *path*; most questions are about what a folder does not hold."""
    folder, _, name = path.rpartition("/")
    return name in _names_in(folder) and os.path.isfile(path)


@cache
def _names_in(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder or "/"))
    except OSError:
        return frozenset()
