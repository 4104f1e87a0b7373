"""Blocks that add to a file of their object piece by piece: ``json.dump(record, file)``, or a loop.

A file that is opened to add to it takes a line at once. What is longer than its buffer goes there in
pieces, and where two threads have it open the pieces mingle. On the loop each block was done before the
next began.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import mode_of
from flake8_asyncpitfalls.analyses.shared_state import is_locked, is_surely_alone
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, root_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OPEN = "os.open"
_ROUNDS = (ast.For, ast.While, ast.ListComp)


def adds_in_pieces(moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether one of the blocks *moved* does so, and others may do the same meanwhile."""
    for stmt in walk_code(moved):
        if isinstance(stmt, ast.With) and any(_is_added_to(i, stmt, model) for i in stmt.items):
            return not is_locked(stmt, model) and not is_surely_alone(model.scope_of(stmt), model)
    return False


def _is_added_to(item: ast.withitem, stmt: ast.With, model: SemanticModel) -> bool:
    match item:
        case ast.withitem(context_expr=ast.Call(args=[path, *_]) as call, optional_vars=ast.Name()):
            assert isinstance(item.optional_vars, ast.Name)
            is_adding = any(
                isinstance(option, FunctionValue) and mode_of(call, option.summary).startswith("a")
                for option in options_of(model.value_of(call.func))
            )
            return (
                is_adding
                and _is_of_all(path, model)
                and _goes_in_pieces(item.optional_vars.id, stmt)
            )
    return False


def _goes_in_pieces(file: str, stmt: ast.With) -> bool:
    """Whether the body of *stmt* gives *file* to something that writes there, or writes in a loop."""
    for node in walk_code(stmt.body):
        if isinstance(node, ast.Call):
            if any(isinstance(arg, ast.Name) and arg.id == file for arg in arguments_of(node)):
                return True
        elif isinstance(node, _ROUNDS):
            if any(isinstance(one, ast.Name) and one.id == file for one in ast.walk(node)):
                return True
    return False


def _is_of_all(path: ast.expr, model: SemanticModel) -> bool:
    """Whether *path* is an attribute of the object, or what opens one; that of a module is as well."""
    scope = model.scope_of(path)
    if isinstance(path, ast.Name):
        bindings = model.terms.table(scope).by_name.get(path.id, ())
        if not bindings:
            return path.id in model.terms.table(model.terms.root).by_name
        match [one.value for one in bindings]:
            case [ast.Call(func=opening, args=[opened, *_])] if model.refers_to(opening, _OPEN):
                return not isinstance(opened, ast.Name) and _is_of_all(opened, model)
        return False
    return isinstance(path, ast.Attribute) and root_name(path) in ("self", "cls")
