"""Summaries of modules on disk, keyed on all that they are made of: text, name, and our own code."""

from __future__ import annotations

from flake8_asyncpitfalls.cache_folder import CacheFolder
from flake8_asyncpitfalls.content import digest
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.summaries.codec import decode, encode
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary


class SummaryCache:
    """The summaries of imported modules, keyed on their text and their name."""

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder

    @property
    def is_on(self) -> bool:
        """Whether anything is stored at all."""
        return self._folder.is_on

    def get(
        self, path: str, data: bytes, name: ModuleName, overlay: ModuleSummary | None
    ) -> ModuleSummary | None:
        """The stored summary of the module *name* with the text *data*, or None."""
        if not self.is_on:
            return None
        stored = self._folder.read("summaries", self._key(data, name))
        try:
            empty = ModuleSummary(path, name, None, overlay=overlay, data=data)
            return None if stored is None else decode(stored, empty)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return None

    def put(self, module: ModuleSummary) -> None:
        """Freeze a module and store it.

        A fault of ours there costs the next run what it would have known, and not this run.
        """
        try:
            module.freeze()
            stored = encode(module) if module.data else None
        except (RecursionError, MemoryError):
            raise
        except Exception:  # noqa: BLE001
            return
        if stored is not None:
            self._folder.write("summaries", self._key(module.data, module.name), stored)

    def _key(self, data: bytes, name: ModuleName) -> str:
        return digest(data, name.dotted, str(name.is_package), self._folder.tool)
