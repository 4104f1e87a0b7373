"""What a cache folder holds of findings, to look at and to change as whoever has the key could."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls.cache_folder import CacheFolder


def index_of(folder: Path) -> Path:
    """The one entry of findings in the cache *folder*."""
    (entry,) = folder.rglob("findings/*.json")
    return entry


def stored(folder: Path) -> dict[str, Any]:
    """What it holds."""
    document = json.loads(index_of(folder).read_text())["data"]
    assert isinstance(document, dict)
    return document


def store(folder: Path, document: dict[str, Any]) -> None:
    """Put *document* there, with the user's seal."""
    entry = index_of(folder)
    body = json.dumps(document).encode()
    entry.write_bytes(CacheFolder(folder).sealed(entry.parent, entry.stem, body))
