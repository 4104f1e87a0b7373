"""One file in, findings out: the program's table of contents."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.project import Project
    from flake8_asyncpitfalls.settings import Settings


def lint_source(
    path: str,
    data: bytes,
    settings: Settings,
    project: Project | None = None,
    tree: ast.Module | None = None,
) -> list[Finding]:
    """All findings of the recommended rules and of the enabled opt rules, in order of position.

    *path* is the file's path as the user wrote it, *data* its bytes; *tree* saves the parse when
    the caller has it. ``# noqa`` and selection are the door's business. Raises SourceError when
    *data* cannot be decoded or parsed.
    """
    raise NotImplementedError  # replaced by the semantic model's author
