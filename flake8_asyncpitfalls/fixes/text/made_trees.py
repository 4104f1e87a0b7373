"""Syntax trees of code that stands nowhere in the old text, and so have no positions."""

from __future__ import annotations

import ast


def reference_tree(reference: str) -> ast.expr:
    """The tree of a dotted name or another expression."""
    tree = ast.parse(reference, mode="eval")
    _forget_positions(tree)
    return tree.body


def statements_of(code: str) -> list[ast.stmt]:
    """The statements of *code*."""
    tree = ast.parse(code)
    _forget_positions(tree)
    return tree.body


def _forget_positions(tree: ast.AST) -> None:
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            del node.lineno
