"""What modules are called, and the files that imports find them in."""

from __future__ import annotations

import os
import sys
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.semantics.project.project_files import metadata_folders
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.stubs import forget_stubs, stub_path

_PROJECT_MARKS = ("pyproject.toml", "setup.py", "setup.cfg")
_WORKSPACES = ("apps", "libs", "packages", "projects", "services")
"""Folders in which repositories keep their projects."""
_MAX_BESIDE = 40
_ROOT_MARKS = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "tox.ini", ".flake8", ".git"})
OWN = (".py",)
FOREIGN = (".pyi", ".py")
"""The endings of files that a project's imports find, and of those of installed packages."""


class ProjectFolder(NamedTuple):
    """The folder of a project.

    *is_marked*: something in it says that it is one. *is_tree*: folders without ``__init__.py``
    belong to it as well, also where only the run was begun there.
    """

    path: Path
    is_marked: bool
    is_tree: bool


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
    is_root = not file.name  # somebody calls standard input so
    relative = file.parent if is_package or is_root else file.with_suffix("")
    try:
        parts = relative.relative_to(root).parts
    except ValueError:
        parts = (relative.name,)
    return ModuleName(".".join(parts) or relative.name, is_package)


def import_roots(path: str) -> tuple[Path, ...]:
    """The folders that absolute imports in the file at *path* start from, the file's own first.

    After those of its own project come those of the projects around it, and of the projects that
    stand beside it there: in one repository they are installed together.
    """
    folder = os.path.dirname(os.path.abspath(path))
    return _roots_of_folder(folder) + _roots_around(folder)


def own_root_count(path: str) -> int:
    """How many of the ``import_roots`` of the file at *path* are those of its own project."""
    return len(_roots_of_folder(os.path.dirname(os.path.abspath(path))))


def import_roots_for(dotted: str, path: str, stubs: tuple[str, ...]) -> tuple[Path, ...]:
    """The folders that the file at *path* finds the module *dotted* in.

    Only a script finds modules in its own folder. Where that folder is a package and a library of
    the name is known, from our stubs or those in the folders *stubs*, the library is meant:
    ``cache/redis.py`` imports ``redis``.
    """
    if stub_path(dotted.partition(".")[0], stubs) is None:
        return import_roots(path)
    return _outside_packages(_roots_of_folder(os.path.dirname(os.path.abspath(path))))


@lru_cache(maxsize=4096)
def _outside_packages(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(root for root in roots if not _is_package(root))


@lru_cache(maxsize=4096)
def _roots_of_folder(name: str) -> tuple[Path, ...]:
    """At least one; of a folder that does not exist yet, as for standard input, what would hold it."""
    folder = package_root = Path(name)
    while _is_package(package_root):
        package_root = package_root.parent
    outermost = _outermost(name)
    project_root = _project_root(outermost) or outermost
    own = outermost
    if outermost == folder and project_root in folder.parents:
        own = _namespace_root(folder, project_root)
    roots = (own, outermost, package_root, folder, project_root, project_root / "src")
    found = tuple(dict.fromkeys(root for root in roots if _is_folder(root)))
    return found or (next(parent for parent in folder.parents if _is_folder(parent)),)


@lru_cache(maxsize=4096)
def _roots_around(name: str) -> tuple[Path, ...]:
    """The roots of projects around that of the folder, and of packages with a project of their own."""
    folder = Path(name)
    inner = [parent for parent in (folder, *folder.parents) if _is_project(parent)]
    found: list[Path] = []
    for outer in inner[1:]:
        found += [outer, outer / "src", *_roots_beside(outer)]
    found += [project for project in inner if _is_package(project)]
    known = _roots_of_folder(name)
    return tuple(dict.fromkeys(root for root in found if _is_folder(root) and root not in known))


@lru_cache(maxsize=512)
def _roots_beside(outer: Path) -> tuple[Path, ...]:
    """The roots of the projects that stand in folders of the project *outer*."""
    holders = [outer, *(outer / name for name in _WORKSPACES if _is_folder(outer / name))]
    projects = [
        Path(entry.path)
        for holder in holders
        for entry in asked.sorted_entries(str(holder))
        if _is_folder(Path(entry.path)) and _is_project(Path(entry.path))
    ]
    if len(projects) > _MAX_BESIDE:
        return ()
    return tuple(root for project in projects for root in (project, project / "src"))


def _is_project(folder: Path) -> bool:
    return any(_is_file(f"{folder}/{mark}") for mark in _PROJECT_MARKS)


def _is_package(folder: Path) -> bool:
    return _is_file(f"{folder}/__init__.py") and folder.parent != folder


def _namespace_root(folder: Path, project_root: Path) -> Path:
    """A folder without ``__init__.py`` inside a project may be a namespace package."""
    source_root = project_root / "src"
    root = source_root if source_root in (folder, *folder.parents) else project_root
    parts = folder.relative_to(root).parts
    return root if all(part.isidentifier() for part in parts) else folder


def project_folder(path: str) -> ProjectFolder:
    """The project that the file at *path* belongs to."""
    return _project_around(os.path.dirname(os.path.abspath(path)))


@lru_cache(maxsize=4096)
def _project_around(folder: str) -> ProjectFolder:
    outermost = _outermost(folder)
    marked = _marked_root(outermost)
    root = marked or _project_root(outermost)
    return ProjectFolder(root or outermost, marked is not None, root is not None)


@lru_cache(maxsize=4096)
def _outermost(name: str) -> Path:
    """The folder that holds the outermost package around the folder *name*, which may be itself.

    A package may hold a namespace package: discord/__init__.py, discord/ext/commands/__init__.py.
    """
    folder = Path(name)
    is_inside = _is_package(folder) or _is_package(folder.parent)
    return _outermost(str(folder.parent)) if is_inside else folder


@lru_cache(maxsize=4096)
def _project_root(folder: Path) -> Path | None:
    """The folder of the project around *folder*; without a mark the one that the run was begun in.

    An archive or an image seldom holds what marks a project. Whoever checks a tree does so from its
    top, as other checkers take for granted, too.
    """
    return _marked_root(folder) or _begun_in(folder)


@lru_cache(maxsize=4096)
def _marked_root(folder: Path) -> Path | None:
    for candidate in (folder, *folder.parents):
        if any(_is_there(f"{candidate}/{mark}") for mark in _ROOT_MARKS):
            return candidate
        if metadata_folders(str(candidate)):
            return candidate
    return None


def _begun_in(folder: Path) -> Path | None:
    """The working directory if *folder* lies in it, and it is not one that holds everything."""
    try:
        here = Path.cwd()
    except OSError:
        return None
    holds_all = here == here.parent or str(here) == os.path.expanduser("~")
    return here if here in (folder, *folder.parents) and not holds_all else None


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
    return tuple(Path(entry) for entry in sys.path if entry and _is_folder(Path(entry)))


def forget_files() -> None:
    """Look anew at which files there are: a process may live longer than they stay the same."""
    for known in (
        _names_in, _roots_of_folder, _roots_around, _roots_beside, _outside_packages,
        _outermost, _project_around, _project_root, _marked_root, environment_roots,
    ):  # fmt: skip
        known.cache_clear()
    forget_stubs()


def _is_file(path: str) -> bool:
    """Whether there is a file *path*; most questions are about what a folder does not hold."""
    return _is_named(path) and asked.kind(path) == asked.FILE


def _is_there(path: str) -> bool:
    return _is_named(path) and asked.kind(path) in (asked.FILE, asked.FOLDER)


def _is_folder(path: Path) -> bool:
    return asked.kind(str(path)) == asked.FOLDER


def _is_named(path: str) -> bool:
    """Whether its folder holds the name."""
    folder, _, name = path.rpartition("/")
    is_named = name in _names_in(folder)
    if not is_named:
        asked.note_kind(path, asked.NOTHING)
    return is_named


@cache
def _names_in(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder or "/"))
    except OSError:
        return frozenset()
