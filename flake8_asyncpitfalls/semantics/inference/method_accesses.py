"""Where a module reads an attribute of some name, as who asks for all calls of a method must know."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

Access = tuple[Term, "Term | None"]
"""What is read, and the call of it; None where it is no call."""


def is_private_method(function: FunctionSummary) -> bool:
    """Whether it is a method that a search by words finds the accesses of: one not meant for others."""
    name = function.name
    is_private = name.startswith("_") and not name.startswith("__")
    return is_private and function.class_identity is not None and name.isascii()


def accesses(module: ModuleFacts, name: str) -> Iterator[Access]:
    """All reads of an attribute *name* in *module*; one that sets it, or names it alone, is unknown."""
    terms, word = module.terms, name.encode()
    for scope in terms.root.walk_where(lambda late: late.may_name(word)):
        for node in scope.of_type(ast.Attribute):
            if node.attr != name:
                continue
            parent = terms.parents.get(node)
            is_call = isinstance(parent, ast.Call) and parent.func is node
            read = terms.reduce(node, scope) if isinstance(node.ctx, ast.Load) else UNKNOWN
            yield read, terms.reduce(parent, scope) if is_call else None  # type: ignore[arg-type]
        if scope.kind == "class" and scope.names(name):
            yield UNKNOWN, None
