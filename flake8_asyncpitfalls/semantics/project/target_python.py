"""The oldest Python that a file must run on, as its own project declares it; read, never run.

Folders are looked at from the file upwards. In each, ``pyproject.toml`` comes before ``setup.cfg``
and that before ``setup.py``; the first that names a version decides. A ``pyproject.toml`` that names
none ends the search, unless a folder above it is a workspace that has this one as a member. After these
files counts the metadata (``*.dist-info``) of a package that is installed, or was unpacked, in the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Any, NamedTuple

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.git_index import is_repository
from flake8_asyncpitfalls.semantics.project.pinned_releases import Release, first_excluded
from flake8_asyncpitfalls.semantics.project.project_files import (
    at,
    metadata_folders,
    text_of,
    toml_of,
)

Version = tuple[int, int]

# Compiled when first used: most runs read no such file.
_CLASSIFIER = r"Programming Language :: Python :: 3\.(\d+)\b"
_REQUIRES = r"""["']?python_requires["']?\s*[=:]\s*(?:["']([^"'\n]*)["']|([^\W\d]\w*)\s*[,)\n])"""
_TARGET_TABLES = ("ruff", "black")


class Target(NamedTuple):
    """A *version* (None: unknown) and *origin*, the file and key that it was read from.

    The project takes no Python from *below* on; None where nothing says so.
    """

    version: Version | None = None
    origin: str = ""
    below: Release | None = None

    @property
    def bounds(self) -> str:
        """What conclusions rest on."""
        return repr((self.version, self.below))


class TargetPythons:
    """Answers for the files of one run; a folder's project files are read once."""

    def __init__(self) -> None:
        self._folders: dict[str, Target | None] = {}
        self._metadata: dict[str, list[str]] = {}
        self._built: dict[tuple[str, str], Target | None] = {}

    def of_file(self, path: str) -> Target:
        """What the project of the file at *path* declares."""
        return self._of_entry(*os.path.split(os.path.abspath(path)))

    def _of_entry(self, folder: str, name: str) -> Target:
        """What holds for the file or folder *name* in *folder*."""
        if folder not in self._folders:
            self._folders[folder] = self._look_at(folder)
        found = self._folders[folder] or self._of_built(folder, name)
        if found is not None:
            return found
        parent, own = os.path.split(folder)
        return Target() if is_repository(folder) or not own else self._of_entry(parent, own)

    def _look_at(self, folder: str) -> Target | None:
        """What the files of *folder* say of everything in it."""
        project = _Pyproject.read(folder)
        found = project.target() if project else None
        found = found or _setup_cfg(folder) or _setup_py(folder)
        return self._of_workspace(folder, project) if project and found is None else found

    def _of_built(self, folder: str, name: str) -> Target | None:
        """What the metadata in *folder* says of the package, or module, *name* in it."""
        if folder not in self._metadata:
            self._metadata[folder] = metadata_folders(folder)
        metadata = self._metadata[folder]
        if not metadata:
            return None
        if (folder, name) not in self._built:
            self._built[folder, name] = _built(metadata, name)
        return self._built[folder, name]

    def _of_workspace(self, folder: str, project: _Pyproject) -> Target:
        """What the workspace says that *folder* is a member of, or the members of its own."""
        own = [self._of_entry(member, "") for member in project.member_folders()]
        versions = [target for target in own if target.version]
        if own and len(versions) == len(own):
            lowest = min(versions, key=lambda target: target.version or (0, 0))
            return lowest._replace(below=None)  # another member may take newer ones
        above = folder
        while above != os.path.dirname(above):
            above = os.path.dirname(above)
            workspace = _Pyproject.read(above)
            if workspace is not None and workspace.has_member(folder):
                return workspace.target() or Target()
        return Target()


class _Pyproject:
    """One ``pyproject.toml``."""

    def __init__(self, folder: str, path: str, tables: dict[str, Any]) -> None:
        self._folder = folder
        self._path = path
        self._tables = tables

    @classmethod
    def read(cls, folder: str) -> _Pyproject | None:
        """That of *folder*, None if there is none; a broken one says nothing."""
        path = os.path.join(folder, "pyproject.toml")
        text = text_of(path)
        return None if text is None else cls(folder, path, toml_of(text))

    def target(self) -> Target | None:
        """The version that it names, by the most binding of its keys."""
        return next((target for target in self._candidates() if target.version is not None), None)

    def _candidates(self) -> Iterator[Target]:
        for names in (["project"], ["tool", "flit", "metadata"]):
            requires = self._at(*names, "requires-python")
            yield _required(requires, f"{self._path}: [{'.'.join(names)}] requires-python")
        poetry = self._at("tool", "poetry", "dependencies", "python")
        poetry = poetry.get("version") if isinstance(poetry, dict) else poetry
        yield _required(poetry, f"{self._path}: [tool.poetry.dependencies] python")
        for name in _TARGET_TABLES:
            target = _lowest_target(self._at("tool", name, "target-version"))
            yield Target(target, f"{self._path}: [tool.{name}] target-version")
        for names in (["project"], ["tool", "poetry"]):
            lowest = _lowest_classifier(_strings(self._at(*names, "classifiers")))
            yield Target(lowest, f"{self._path}: [{'.'.join(names)}] classifiers")

    def member_folders(self) -> list[str]:
        """The folders of the members, if this is a workspace."""
        patterns = self._patterns("members")
        if not patterns:
            return []
        import glob

        asked.note_more()
        paths = [
            os.path.dirname(path)
            for pattern in patterns
            for path in sorted(glob.glob(os.path.join(self._folder, pattern, "pyproject.toml")))
        ]
        return [path for path in paths if self.has_member(path)]

    def has_member(self, folder: str) -> bool:
        """Whether this is a workspace and *folder* one of its members."""
        name = os.path.relpath(folder, self._folder).replace(os.path.sep, "/")
        return any(fnmatch(name, pattern) for pattern in self._patterns("members")) and not any(
            fnmatch(name, pattern) for pattern in self._patterns("exclude")
        )

    def _patterns(self, key: str) -> list[str]:
        """What the tables of the tools that know workspaces list under *key*."""
        tables = (("tool", "uv", "workspace"), ("tool", "hatch", "workspace"))
        found = [text for names in tables for text in _strings(self._at(*names, key))]
        return [text.removeprefix("./").rstrip("/") for text in found]

    def _at(self, *names: str) -> Any:
        return at(self._tables, *names)


def _required(requirement: Any, origin: str) -> Target:
    """The target that *requirement*, read at *origin*, names."""
    version = lower_bound(requirement)
    return Target(version, origin, first_excluded(requirement) if version else None)


def lower_bound(requirement: Any) -> Version | None:
    """The oldest Python 3 that *requirement* admits: ``>=3.8,<4``, ``^3.9``, ``~=3.10``, ``3.11.*``.

    None for what is no text or has no lower bound. Of alternatives (``||``) the lowest counts, and
    it is None when one of them has none. The grammars are those of
    https://packaging.python.org/en/latest/specifications/version-specifiers/ and
    https://python-poetry.org/docs/dependency-specification/.
    """
    if not isinstance(requirement, str):
        return None
    bounds = [_bound_of_all(part) for part in re.split(r"\|\|?", requirement)]
    return None if None in bounds else min(bound for bound in bounds if bound)


def _bound_of_all(clauses: str) -> Version | None:
    joined = re.sub(r"([<>=!~^])\s+", r"\1", clauses.strip())
    found = re.findall(
        r"(?:^|[,\s])\s*(>=|~=|===?|=|>|\^|~)?\s*v?3(?:\.(\d+))?(\.\d+)?(?![\d])", joined
    )
    # ">3.11" without a third number leaves out all of 3.11 (PEP 440, exclusive comparison).
    minors = [
        int(minor or 0) + (sign == ">" and bool(minor) and not micro)
        for sign, minor, micro in found
    ]
    return (3, max(minors)) if minors else None


def _lowest_target(value: Any) -> Version | None:
    texts = [value] if isinstance(value, str) else _strings(value)
    minors = [int(match[1]) for text in texts if (match := re.fullmatch(r"py3(\d+)", text))]
    return (3, min(minors)) if minors else None


def _lowest_classifier(texts: Iterable[str]) -> Version | None:
    minors = [int(minor) for text in texts for minor in re.findall(_CLASSIFIER, text)]
    return (3, min(minors)) if minors else None


def _setup_cfg(folder: str) -> Target | None:
    path = os.path.join(folder, "setup.cfg")
    text = text_of(path)
    if text is None:
        return None
    import configparser

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    requires = parser.get("options", "python_requires", fallback=None)
    target = _required(requires, f"{path}: [options] python_requires")
    if target.version:
        return target
    classifiers = parser.get("metadata", "classifiers", fallback="")
    version = _lowest_classifier([classifiers])
    return Target(version, f"{path}: [metadata] classifiers") if version else None


def _setup_py(folder: str) -> Target | None:
    path = os.path.join(folder, "setup.py")
    text = text_of(path)
    if text is None:
        return None
    requires = re.search(_REQUIRES, text)
    if requires is not None:
        named = requires[1] or _constant(requires[2] or "", text)
        target = _required(named, f"{path}: python_requires")
        return target if target.version else None
    version = _lowest_classifier([text])
    return Target(version, f"{path}: classifiers") if version else None


def _built(folders: list[str], name: str) -> Target | None:
    """The lowest version that those of the metadata *folders* ask for whose package has *name*."""
    found = []
    for folder in folders:
        files = text_of(os.path.join(folder, "RECORD"))
        is_own = len(folders) == 1 if files is None else f"\n{name}/" in f"\n{files}"
        if is_own or (files is not None and f"\n{name}," in f"\n{files}"):
            found.append(_described(os.path.join(folder, "METADATA")))
    said = [target for target in found if target.version is not None]
    return min(said, key=lambda target: target.version or (0, 0)) if said == found != [] else None


def _described(path: str) -> Target:
    """What the fields at the head of the metadata at *path* ask for."""
    head = re.split(r"\r?\n\r?\n", text_of(path) or "", maxsplit=1)[0]
    requires = re.search(r"(?m)^Requires-Python:\s*(.*\S)", head)
    if requires is not None:
        return _required(requires[1], f"{path}: Requires-Python")
    return Target(_lowest_classifier([head]), f"{path}: Classifier")


def _constant(name: str, text: str) -> str | None:
    """The one text that *name* is bound to at the top level of the program *text*."""
    found = re.findall(rf"""^{re.escape(name)}\s*=\s*["']([^"'\n]*)["']""", text, re.MULTILINE)
    return found[0] if name and len(found) == 1 else None


def _strings(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
