"""Where functions stand that fixes define before a statement: with its comments, and an empty line before."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.text.fragment import from_comments_above, from_line_start
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.fragment import Fragment

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def with_lines_above(fragment: Fragment, text: FileText) -> Fragment:
    """*fragment* from the start of its first line on, and of the comments right above it."""
    return from_comments_above(from_line_start(fragment, text), text)


def stands_apart(fragment: Fragment, stmt: ast.AST, around: ast.AST, text: FileText) -> bool:
    """Whether a function needs no empty line where *fragment* begins, the lines of *stmt* in *around*.

    So it is after an empty line, and as the first of a block with a comment before it. Formatters that
    set functions apart leave it so in the body of a function alone.
    """
    place = place_in(stmt, around)
    if place is not None and place[1] == 0:
        has_comment = text.source[fragment.start :].lstrip().startswith(b"#")
        return has_comment or not text.style.is_by_formatter or isinstance(around, _FUNCTIONS)
    before, _, own = text.source[: fragment.start].rpartition(text.newline)
    return not (own or before.rpartition(text.newline)[2].strip())
