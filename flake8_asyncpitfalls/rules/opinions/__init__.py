"""ASY9: opinions, each off until it is named."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.edit import InsertLines
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_WAIT = "await ⟦0⟧()"


def checkpoint_of(node: ast.AST, model: SemanticModel) -> str:
    """The qualified name of the checkpoint function of the library that *node* is written for."""
    inside = node.body[0] if isinstance(node, ast.AsyncFunctionDef) else node
    return f"{library_at(model, inside)}.lowlevel.checkpoint"


def checkpoint_fix(node: ast.AST, model: SemanticModel) -> Fix:
    """A checkpoint before the statement of *node*, or at the end of the function *node*."""
    name = checkpoint_of(node, model)
    if isinstance(node, ast.AsyncFunctionDef):
        edit = InsertLines(Span.of(node.body[-1]), _WAIT, (name,), after=True)
    else:
        edit = InsertLines(Span.of(model.statement_of(node)), _WAIT, (name,))
    return Fix(Applicability.SAFE, f"add await {name}()", (edit,))
