"""A node as text, whatever stands in it.

Before Python 3.12 nothing within the braces of an f-string may have a backslash, and ``ast.unparse`` writes
one for each character that cannot be printed: ``f"{text.strip(' ')}"`` with a no-break space for the blank
ends in a ValueError. What means the same has no braces: ``''.join((format(text.strip(...)),))``.
"""

from __future__ import annotations

import ast
from copy import deepcopy

_CONVERSIONS = {ord("s"): "str", ord("r"): "repr", ord("a"): "ascii"}


def unparsed(node: ast.AST) -> str:
    """The text of *node*, the same for the same code."""
    try:
        return ast.unparse(node)
    except ValueError:
        return ast.unparse(_WithoutBraces().visit(deepcopy(node)))


class _WithoutBraces(ast.NodeTransformer):
    """Writes f-strings as calls."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        """All parts, joined."""
        self.generic_visit(node)
        parts = ast.Tuple(node.values, ast.Load())
        return ast.Call(ast.Attribute(ast.Constant(""), "join", ast.Load()), [parts], [])

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        """One value, converted and formatted."""
        self.generic_visit(node)
        value, spec = node.value, node.format_spec
        if node.conversion in _CONVERSIONS:
            value = _call(_CONVERSIONS[node.conversion], value)
        return _call("format", value) if spec is None else _call("format", value, spec)


def _call(name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])
