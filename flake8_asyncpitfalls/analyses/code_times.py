"""When code of one function begins and ends to run, as far as its order in the text tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import ast

At: TypeAlias = "tuple[int, int, int]"
"""A line, a column, and what comes after all that ends there."""


def start_of(node: ast.expr | ast.stmt) -> At:
    """When *node* begins to run."""
    return (node.lineno, node.col_offset, 0)


def end_of(node: ast.expr | ast.stmt) -> At:
    """When *node* has run to its end."""
    return (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset, 0)
