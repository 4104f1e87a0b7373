"""Summaries of modules on disk: content-keyed, atomic, and safe to find full of garbage."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.summaries.codec import decode, encode
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary

FORMAT = 7
"""Raised whenever stored data changes its form or meaning."""
_PATIENCE = 2.0
"""Seconds to wait for another writer of the same entry."""
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file is a cache directory tag created by asyncfix.\n"
    "# For information about cache directory tags see https://bford.info/cachedir/\n"
)


class CacheFolder:
    """One folder of JSON entries. Whatever goes wrong with it, the run goes on without it.

    An entry is written to a temporary file beside it and renamed, so that readers and other
    writers see a whole entry or none. A corrupt or foreign entry counts as absent.
    """

    def __init__(self, folder: Path | None) -> None:
        stamp = f"{__version__}-{FORMAT}-{sys.implementation.cache_tag}"
        self.root = folder
        self.folder = None if folder is None else folder / stamp

    def read(self, kind: str, key: str) -> Any:
        """The entry *key* of *kind*, or None."""
        if self.folder is None:
            return None
        try:
            return json.loads(self._path(kind, key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, kind: str, key: str, data: Any) -> None:
        """Store *data* as the entry *key* of *kind*; in silence when that cannot be done."""
        if self.folder is None:
            return
        path = self._path(kind, key)
        with suppress(OSError, ValueError, RecursionError):
            if not path.parent.is_dir():
                self._prepare(path.parent)
            text = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            try:
                with os.fdopen(descriptor, "w", encoding="ascii") as file:
                    file.write(text)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    @contextmanager
    def locked(self, kind: str, key: str) -> Iterator[None]:
        """Hold the entry against other writers who read it first; not for long, and never for sure.

        Whoever cannot have the lock goes on without it: at worst an entry of another is lost.
        """
        lock = None if self.folder is None else self._path(kind, key).with_suffix(".lock")
        is_held = lock is not None and self._take(lock)
        try:
            yield
        finally:
            if lock is not None and is_held:
                with suppress(OSError):
                    lock.unlink()

    def _take(self, lock: Path) -> bool:
        """Whether the lock file could be made; one that was forgotten is taken away."""
        deadline = time.monotonic() + _PATIENCE
        with suppress(OSError):
            self._prepare(lock.parent)
        while time.monotonic() < deadline:
            try:
                lock.touch(exist_ok=False)
            except FileExistsError:
                time.sleep(0.01)
            except OSError:
                return False
            else:
                return True
        with suppress(OSError):
            lock.unlink()
        return False

    def _path(self, kind: str, key: str) -> Path:
        assert self.folder is not None
        return self.folder / kind / key[:2] / f"{key[2:]}.json"

    def _prepare(self, folder: Path) -> None:
        assert self.root is not None
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            with suppress(FileExistsError), (self.root / name).open("x", encoding="ascii") as file:
                file.write(text)


def digest(*parts: bytes | str) -> str:
    """A key for *parts*: 32 hexadecimal digits; each part's length counts too."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


class SummaryCache:
    """The summaries of imported modules, keyed on their text and their name."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = CacheFolder(folder)

    @property
    def is_on(self) -> bool:
        """Whether anything is stored at all."""
        return self._folder.folder is not None

    def get(
        self, path: str, data: bytes, name: ModuleName, overlay: ModuleSummary | None
    ) -> ModuleSummary | None:
        """The stored summary of the module *name* with the text *data*, or None."""
        if not self.is_on:
            return None
        stored = self._folder.read("summaries", _key(data, name))
        try:
            empty = ModuleSummary(path, name, None, overlay=overlay, data=data)
            return None if stored is None else decode(stored, empty)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return None

    def put(self, module: ModuleSummary) -> None:
        """Store a frozen module."""
        if self.is_on and module.data:
            self._folder.write("summaries", _key(module.data, module.name), encode(module))


def _key(data: bytes, name: ModuleName) -> str:
    return digest(data, name.dotted, str(name.is_package))
