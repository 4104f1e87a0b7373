"""Which files belong together, what their modules are called, and how imports find them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from flake8_asyncpitfalls.errors import SourceError, StubError
from flake8_asyncpitfalls.semantics.names import ModuleName
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.summary import ModuleSummary
from flake8_asyncpitfalls.settings import FollowImports, Settings
from flake8_asyncpitfalls.stubs import stub_path

_ROOT_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", "tox.ini", ".flake8", ".git")
_MAX_BYTES = 4_000_000
"""A followed module larger than this is data in Python's clothes; it is not read."""


class Project:
    """The modules that the files under check can import, loaded when first needed.

    It is the Loader of ``Types``: stubs for libraries, the project's own files, and, with
    ``asy-follow-imports = environment``, the packages installed for the running interpreter.
    """

    def __init__(self, settings: Settings, cache_dir: Path | None = None) -> None:
        self.settings = settings
        self.cache_dir = cache_dir
        self.attached: object | None = None
        self._by_path: dict[Path, ModuleSummary | None] = {}
        self._by_name: dict[tuple[str, tuple[Path, ...]], ModuleSummary | None] = {}
        self._stubs: dict[str, ModuleSummary | None] = {}
        self._roots: dict[str, tuple[Path, ...]] = {}

    @classmethod
    def for_files(
        cls, paths: Iterable[str | Path], settings: Settings, cache_dir: Path | None = None
    ) -> Project:
        """A project for linting *paths*; they are not read until something imports them."""
        return cls(settings, cache_dir)

    def module(self, source: Source) -> ModuleSummary:
        """The summary of the file under check, which imports of it then find too."""
        name = module_name(source.path)
        summary = ModuleSummary(
            source.path, name, source, overlay=self._overlay(name.dotted)
        )
        if source.path not in ("-", "stdin", ""):
            self._by_path[_absolute(source.path)] = summary
        return summary

    def load(self, dotted: str, importer: ModuleSummary | None) -> ModuleSummary | None:
        """The module of that absolute name as *importer* would import it, or None."""
        if not dotted:
            return None
        top = dotted.partition(".")[0]
        is_own = importer is not None and not importer.is_stub
        if is_own and top not in sys.stdlib_module_names:
            assert importer is not None
            found = self._own(dotted, importer)
            if found is not None:
                return found
        stub = self._stub(dotted)
        if stub is not None or not self._follows_environment(importer):
            return stub
        return self._find(dotted, environment_roots())

    def _follows_environment(self, importer: ModuleSummary | None) -> bool:
        return self.settings.follow_imports is FollowImports.ENVIRONMENT and importer is not None

    def _own(self, dotted: str, importer: ModuleSummary) -> ModuleSummary | None:
        if self.settings.follow_imports is FollowImports.FILE:
            is_itself = dotted == importer.name.dotted
            return importer if is_itself else None
        roots = self._roots.get(importer.path)
        if roots is None:
            roots = self._roots[importer.path] = import_roots(importer.path)
        return self._find(dotted, roots)

    def _find(self, dotted: str, roots: tuple[Path, ...]) -> ModuleSummary | None:
        key = (dotted, roots)
        if key not in self._by_name:
            path = find_module(dotted, roots)
            self._by_name[key] = None if path is None else self._read(path, dotted)
        return self._by_name[key]

    def _read(self, path: Path, dotted: str) -> ModuleSummary | None:
        if path not in self._by_path:
            self._by_path[path] = None
            try:
                if path.stat().st_size <= _MAX_BYTES:
                    name = ModuleName(dotted, path.stem == "__init__")
                    source = Source.read(path)
                    self._by_path[path] = ModuleSummary(source, name, overlay=self._overlay(dotted))
            except (SourceError, OSError):
                return None
        return self._by_path[path]

    def _overlay(self, dotted: str) -> ModuleSummary | None:
        """Our stub of a library whose own sources are under check."""
        is_stdlib = dotted.partition(".")[0] in sys.stdlib_module_names
        return None if is_stdlib else self._stub(dotted)

    def _stub(self, dotted: str) -> ModuleSummary | None:
        if dotted not in self._stubs:
            path = stub_path(dotted, self.settings.stubs)
            self._stubs[dotted] = None if path is None else _read_stub(path, dotted)
        return self._stubs[dotted]


@lru_cache(maxsize=512)
def _read_stub(path: Path, dotted: str) -> ModuleSummary:
    """The stub at *path*; raises StubError, with file and line, when it does not parse."""
    try:
        source = Source.read(path)
    except SourceError as error:
        raise StubError(str(error)) from error
    name = ModuleName(dotted, path.stem == "__init__")
    return ModuleSummary(str(path), name, source, is_stub=True)


def module_name(path: str) -> ModuleName:
    """The dotted name under which the file at *path* is imported in its project."""
    absolute = _absolute(path)
    is_package = absolute.stem == "__init__"
    root = import_roots(path)[0]
    relative = absolute.parent if is_package else absolute.with_suffix("")
    try:
        parts = relative.relative_to(root).parts
    except ValueError:
        parts = (relative.name,)
    return ModuleName(".".join(parts) or relative.name, is_package)


def import_roots(path: str) -> tuple[Path, ...]:
    """The folders that absolute imports in the file at *path* start from, the file's own first."""
    return _roots_of_folder(_absolute(path).parent)


@lru_cache(maxsize=4096)
def _roots_of_folder(folder: Path) -> tuple[Path, ...]:
    package_root = folder
    while (package_root / "__init__.py").is_file() and package_root.parent != package_root:
        package_root = package_root.parent
    project_root = _project_root(package_root)
    own = package_root
    if package_root == folder and project_root in folder.parents:
        own = _namespace_root(folder, project_root)
    roots = (own, package_root, folder, project_root, project_root / "src")
    return tuple(dict.fromkeys(root for root in roots if root.is_dir()))


def _namespace_root(folder: Path, project_root: Path) -> Path:
    """A folder without ``__init__.py`` inside a project may be a namespace package."""
    source_root = project_root / "src"
    root = source_root if source_root in (folder, *folder.parents) else project_root
    parts = folder.relative_to(root).parts
    return root if all(part.isidentifier() for part in parts) else folder


@lru_cache(maxsize=4096)
def _project_root(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in _ROOT_MARKS):
            return candidate
    return folder


def find_module(dotted: str, roots: tuple[Path, ...]) -> Path | None:
    """The file of module *dotted* under the first of *roots* that has it."""
    parts = dotted.split(".")
    for root in roots:
        base = root.joinpath(*parts)
        for candidate in (base / "__init__.py", base.with_name(base.name + ".py")):
            if candidate.is_file():
                return candidate
    return None


@lru_cache(maxsize=1)
def environment_roots() -> tuple[Path, ...]:
    """The running interpreter's folders of installed packages and of the standard library."""
    return tuple(Path(entry) for entry in sys.path if entry and Path(entry).is_dir())


@lru_cache(maxsize=65536)
def _absolute(path: str) -> Path:
    return Path(path).absolute()
