"""Code that runs when its function is being left, or after something failed in it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CLEANING = frozenset({
    "abort", "aclose", "cancel", "clean", "cleanup", "clear", "close", "deregister", "destroy", "detach",
    "discard", "disconnect", "dispose", "finalize", "kill", "release", "remove", "reset", "restore",
    "revert", "rmtree", "rollback", "set", "shutdown", "stop", "teardown", "terminate", "undo", "unlink",
    "unlock", "unregister", "unsubscribe",
})  # fmt: skip
"""Words in the name of what is called: that it cleans up is not shown by them, but must be feared."""
_CLEANING_NAMES = frozenset({"__aexit__", "__exit__", "task_done", "set_result", "set_exception"})
_WORDS = re.compile(r"[A-Z]?[a-z]+")


def is_cleaning_name(name: str) -> bool:
    """Whether *name* has a word for cleaning up: that what is called so does is to be feared."""
    words = {word.lower() for word in _WORDS.findall(name)}
    return name in _CLEANING_NAMES or not _CLEANING.isdisjoint(words)


def is_cleaning_up(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a ``finally`` or a handler of its function."""
    return any(
        isinstance(parent, ast.ExceptHandler) or _is_finally(child, parent)
        for child, parent in _places(model, node)
    )


def runs_anyway(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a ``finally`` of its function, which a cancellation comes to, too."""
    return any(_is_finally(child, parent) for child, parent in _places(model, node))


def _is_finally(child: ast.AST, parent: ast.AST) -> bool:
    return isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.finalbody


def _places(model: SemanticModel, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """What *node* stands in within its function, from the inside out, each behind the part of it."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        yield child, parent
        child, parent = parent, model.parent(parent)
