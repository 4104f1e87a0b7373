"""Tests for one of the language's classes of exceptions: ``exc_type is KeyError``."""

from __future__ import annotations

import ast
import builtins

_SAMENESS = ast.Eq | ast.NotEq | ast.Is | ast.IsNot


def compared_class(op: ast.cmpop, right: ast.expr) -> str:
    """The name of the class that ``... op right`` tests for; empty where *right* is no such name."""
    if not isinstance(op, _SAMENESS) or not isinstance(right, ast.Name):
        return ""
    meant = getattr(builtins, right.id, None)
    return right.id if isinstance(meant, type) and issubclass(meant, BaseException) else ""
