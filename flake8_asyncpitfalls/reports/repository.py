"""Paths as the services know them that show findings beside code: from the top of the repository."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.git_index import repository_top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located


def in_repository(findings: Sequence[Located], variable: str) -> list[Located]:
    """*findings* with the paths of their files from the top of the repository, with slashes.

    The top is what the environment *variable* names, else the nearest folder at or above the current
    one that holds ``.git``, else the current one. A file elsewhere keeps its path.
    """
    top = os.environ.get(variable) or _top(os.getcwd())
    return [finding._replace(path=_relative(finding.path, top)) for finding in findings]


@lru_cache(maxsize=1)
def _top(folder: str) -> str:
    return repository_top(folder) or folder


@lru_cache(maxsize=1024)
def _relative(path: str, top: str) -> str:
    for base, file in (
        (top, os.path.abspath(path)),
        (os.path.realpath(top), os.path.realpath(path)),
    ):
        if file.startswith(os.path.join(base, "")):
            return os.path.relpath(file, base).replace(os.sep, "/")
    return path.replace(os.sep, "/")
