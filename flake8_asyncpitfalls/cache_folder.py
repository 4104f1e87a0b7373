"""The folder in which runs leave what they learnt: atomic entries, safe to find full of garbage.

Whatever stands in it is input like any other. Every entry has a seal (see ``cache_seal``), without
which it counts as absent. The folder is never followed through links, it is not believed where git
tracks it (then somebody else wrote it), and nothing in it can run. Only a folder that we make
ourselves gets a ``.gitignore``; in a folder with other things in it we make our own.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import flake8_asyncpitfalls
from flake8_asyncpitfalls.asked import SETTLED as _SETTLED
from flake8_asyncpitfalls.cache_place import (
    MAX_ENTRY_BYTES,
    RUN_ENDING,
    RUNS,
    TAG,
    TAG_NAME,
    believed_root,
    is_inside,
    read_body,
    seal_of,
    sealed,
    tool_folder,
)
from flake8_asyncpitfalls.cache_seal import cache_key
from flake8_asyncpitfalls.content import (
    MAX_TEXT_BYTES,
    digest,
    folder_files,
    read_content,
    read_regular,
)

KEPT_SECONDS = 30 * 86_400
"""What no run has used for so long goes."""
MAX_ENTRIES = 40
"""How many entries of a crowded kind stay: each stands for one set of settings."""
MAX_FOLDER_BYTES = 200_000_000
_SWEEP_SECONDS = 86_400
_LEFTOVER_SECONDS = 600
_PATIENCE = 2.0
"""Seconds to wait for another writer of the same entry."""
_OUR_FILES = frozenset({TAG_NAME, ".gitignore"})


class CacheFolder:
    """One folder of JSON entries. Whatever goes wrong with it, the run goes on without it.

    An entry is written to a temporary file beside it and renamed, so that readers and other
    writers see a whole entry or none. A corrupt or foreign entry counts as absent.
    """

    def __init__(self, folder: Path | None) -> None:
        self._named = folder

    @property
    def is_on(self) -> bool:
        """Whether anything is stored at all."""
        return self._named is not None and self.root is not None

    @cached_property
    def _secret(self) -> bytes | None:
        return cache_key()

    @cached_property
    def root(self) -> Path | None:
        """The folder that is used; None where none can be believed."""
        if self._named is None or self._secret is None:
            return None
        root = believed_root(os.fspath(self._named))
        return None if root is None else Path(root)

    @cached_property
    def tool(self) -> str:
        """What stands for this package's own code: stored data is only as good as the rules."""
        folder = os.path.dirname(flake8_asyncpitfalls.__file__)
        return installed_digest(folder, flake8_asyncpitfalls.__version__) or self.digest_of(folder)

    @cached_property
    def folder(self) -> Path | None:
        """Where entries of this very tool and interpreter are."""
        if self.root is None:
            return None
        return self.root / tool_folder()

    def digest_of(self, folder: str, ending: str = "") -> str:
        """The digest of all files below *folder* whose names have that *ending*.

        It is kept by their times and sizes, which differ from machine to machine, for the next run.
        """
        found_there = folder_files(folder, ending)
        links = [f"{name}\0{target}" for name, target in found_there if isinstance(target, str)]
        files = [(name, there) for name, there in found_there if not isinstance(there, str)]
        states = [f"{name} {_state(status)}" for name, status in files]
        newest = max((max(s.st_mtime_ns, s.st_ctime_ns) for _, s in files), default=0)
        key = digest(folder, *states, *links)
        is_settled = newest < time.time_ns() - _SETTLED
        known = self._read(self.root and self.root / "folders", key)[0] if is_settled else None
        if isinstance(known, str):
            return known
        parts: list[str | bytes] = [*links]
        for name, _ in files:
            parts.append(name)
            with suppress(OSError):
                parts.append(read_regular(folder + name, MAX_ENTRY_BYTES))
        found = digest(*parts)
        if is_settled:
            self._write(self.root and self.root / "folders", key, found)
        return found

    def read(self, kind: str, key: str) -> Any:
        """The entry *key* of *kind*, or None."""
        return self.read_sealed(kind, key)[0]

    def read_sealed(self, kind: str, key: str) -> tuple[Any, str]:
        """The same with its seal, which tells it from all others; (None, "") where there is none."""
        return self._read(self.folder and self.folder / kind, key)

    def seal_now(self, kind: str, key: str) -> str:
        """The seal that an entry says it has: it is the one that was read, or another."""
        place = f"{self.folder}/{kind}/{key}.json"
        try:
            return seal_of(read_content(place, MAX_ENTRY_BYTES, follows_links=False)[0])
        except OSError:
            return ""

    def write(self, kind: str, key: str, data: Any) -> str:
        """Store *data* as the entry *key* of *kind*; its seal, or in silence "" when that cannot be done."""
        return self._write(self.folder and self.folder / kind, key, data)

    def write_run(self, key: str, body: bytes) -> None:
        """Store what a run said (see ``replay``), which no JSON parser need read."""
        self._write_body(self.folder and self.folder / RUNS, key, RUN_ENDING, body)
        self.keep_few(RUNS)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against other writers who read first; not for long, and never for sure.

        Whoever cannot have the lock goes on without it: at worst an entry of another is lost. The
        system takes the lock from a process that ends, however it ends.
        """
        with suppress(OSError):
            self._prepare(self.folder)
        descriptor = self._lock()
        try:
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def sweep(self) -> None:
        """Remove what nobody has used for long, what killed runs left, and what is too much."""
        root = self.root
        if root is None or not os.path.isdir(root):
            return
        with suppress(OSError):
            mark = root / "swept"
            if mark.exists() and 0 <= time.time() - mark.lstat().st_mtime < _SWEEP_SECONDS:
                return
            _write_file(mark, b"")
            _sweep(root)

    def keep_few(self, kind: str) -> None:
        """Leave the entries of *kind* that were used last; each is one set of settings."""
        if self.folder is None:
            return
        with suppress(OSError):
            entries = [entry for entry in os.scandir(self.folder / kind) if entry.is_file()]
            entries.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
            for entry in entries[MAX_ENTRIES:]:
                os.unlink(entry.path)

    def _lock(self) -> int | None:
        if sys.platform == "win32" or self.folder is None:
            return None
        import fcntl

        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(self.folder / "lock", flags, 0o666)
        except OSError:
            return None
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < deadline:
                    time.sleep(0.01)
                    continue
            except OSError:
                pass
            return descriptor

    def _read(self, folder: Path | None, key: str) -> tuple[Any, str]:
        if folder is None:
            return None, ""
        found = read_body(self._secret or b"", str(self.root), self._place(folder, key), ".json")
        if found is None:
            return None, ""
        if time.time() - found[1] > _SWEEP_SECONDS:
            with suppress(OSError):
                os.utime(folder / f"{key}.json", follow_symlinks=False)
        try:
            return json.loads(found[0]), found[2]
        except (ValueError, RecursionError):
            return None, ""

    def _write(self, folder: Path | None, key: str, data: Any) -> str:
        with suppress(ValueError, RecursionError):
            text = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
            return self._write_body(folder, key, ".json", text.encode("ascii"))
        return ""

    def _write_body(self, folder: Path | None, key: str, ending: str, body: bytes) -> str:
        if folder is None:
            return ""
        with suppress(OSError):
            self._prepare(folder)
            if is_inside(str(self.root), str(folder)):
                entry = self.sealed(folder, key, body)
                _write_file(folder / f"{key}{ending}", entry)
                return seal_of(entry)
        return ""

    def sealed(self, folder: Path, key: str, body: bytes) -> bytes:
        """*body* as it stands in the entry *key* of *folder*."""
        return sealed(self._secret or b"", self._place(folder, key), body)

    def _place(self, folder: Path, key: str) -> str:
        """What an entry is called, wherever our folder is."""
        assert self.root is not None
        return f"{folder.relative_to(self.root).as_posix()}/{key}"

    def _prepare(self, folder: Path | None) -> None:
        root = self.root
        if root is None or folder is None or folder.is_dir():
            return
        is_ours = False
        if not root.is_dir():
            root.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                root.mkdir()
                is_ours = True
        with suppress(FileExistsError), (root / TAG_NAME).open("x", encoding="ascii") as file:
            file.write(TAG)
        if is_ours:
            with suppress(FileExistsError), (root / ".gitignore").open("x") as file:
                file.write("*\n")
        if is_inside(str(root), str(folder.parent)):
            folder.mkdir(parents=True, exist_ok=True)


def installed_digest(folder: str, version: str) -> str | None:
    """What an installer wrote down of the package of that *version* in *folder*; None without that.

    Its list has a digest of every file, and to look at the files themselves is most of what a run
    costs in which nothing has changed. A checkout, or a link to one, is edited where it stands.
    """
    own = f"{os.path.basename(folder)}/__init__.py,sha256=".encode()
    try:
        listed = read_regular(f"{folder}-{version}.dist-info/RECORD", MAX_TEXT_BYTES)
    except OSError:
        return None
    return digest("installed", listed) if own in listed and not os.path.islink(folder) else None


def _state(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"


def _write_file(path: Path, data: bytes) -> None:
    import tempfile  # a run in which nothing has changed writes nothing

    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _sweep(root: Path) -> None:
    import shutil

    now = time.time()
    kept: list[tuple[float, int, str]] = []
    for base, folders, names in os.walk(root):
        if Path(base) == root:
            for name in [name for name in folders if _is_unused(root / name, now)]:
                shutil.rmtree(root / name, ignore_errors=True)
                folders.remove(name)
        for name in names:
            path = os.path.join(base, name)
            status = os.lstat(path)
            age = now - status.st_mtime
            is_old = age > KEPT_SECONDS and name not in _OUR_FILES
            if is_old or (name.endswith(".tmp") and age > _LEFTOVER_SECONDS):
                os.unlink(path)
            elif name.endswith((".json", RUN_ENDING)) and stat.S_ISREG(status.st_mode):
                kept.append((status.st_mtime, status.st_size, path))
    excess = sum(size for _, size, _ in kept) - MAX_FOLDER_BYTES
    for _, size, path in sorted(kept):
        if excess <= 0:
            break
        os.unlink(path)
        excess -= size


def _is_unused(folder: Path, now: float) -> bool:
    """Whether the folder of one version of us has not been written to for long."""
    with suppress(OSError):
        times = [folder.lstat().st_mtime]
        times += [entry.stat(follow_symlinks=False).st_mtime for entry in os.scandir(folder)]
        return now - max(times) > KEPT_SECONDS
    return False
