"""Code of tests: where something may be done on purpose that is wrong elsewhere."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_EXPECTING = frozenset({
    "raises", "warns", "deprecated_call", "assertRaises", "assertRaisesRegex", "assertWarns",
    "assertWarnsRegex", "assertLogs", "assertNoLogs",
})  # fmt: skip


def is_in_test(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a function that pytest or unittest runs as a test."""
    while not isinstance(node, ast.Module):
        node = model.parent(node)
        if isinstance(node, FUNCTION_TYPES) and node.name.startswith("test"):
            return True
    return False


def is_expected_to_fail(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands under ``pytest.raises``, ``assertRaises``, ``warns`` or the like.

    What such a block holds is there to fail or to warn in just this way.
    """
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        child, node = node, model.parent(node)
        if isinstance(node, ast.With | ast.AsyncWith) and child in node.body:
            calls = [item.context_expr for item in node.items]
            if any(
                _last_name(call.func) in _EXPECTING for call in calls if isinstance(call, ast.Call)
            ):
                return True
    return False


def _last_name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
