"""Blocks that put a file in its place when they end: ``with atomic_write(path) as file: ...``.

What such a block writes rests on what was so at its beginning: for the event loop all of it is one step. A
wait inside lets another task put the same file meanwhile, and the block puts back what is old by then. The
same holds for ``with open(path, "w")`` where others work with the file: they would find it empty.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_users import entered_uses, meets_others
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel


def written_block_around(
    node: ast.AST, moved: Sequence[ast.stmt], model: SemanticModel
) -> ast.With | None:
    """The block around *node* that a new wait there would divide; what is *moved* stays together."""
    child = node
    while not isinstance(child, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        child, inner = model.parent(child), child
        if child in moved:
            return None
        is_block = isinstance(child, ast.With) and inner in child.body
        if is_block and isinstance(child, ast.With) and _is_whole(child, model):
            return child
    return None


def _is_whole(block: ast.With, model: SemanticModel) -> bool:
    """Whether *block* writes a file in one step as it is."""
    calls = [item.context_expr for item in block.items if isinstance(item.context_expr, ast.Call)]
    is_writing = any(_puts(call, model) or _empties(call, model) for call in calls)
    return is_writing and not any(suspensions(block.body))


def _puts(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the manager that *call* makes puts a file that others may know in its place."""
    return any(use.doing == "put" and not use.path.is_new for use in entered_uses(model, call))


def _empties(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* opens a file to write it anew which others work with."""
    return any(use.is_write for use in entered_uses(model, call)) and meets_others(model, call)
