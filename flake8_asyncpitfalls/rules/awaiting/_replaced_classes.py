"""Classes that the module only writes to make others of: ``Dict = synchronize_api(_Dict)``.

What is made may call the methods in a loop of its own, and so may what a class decorator gives.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Unknown, UnresolvedName

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_made_into_another(cls: ast.ClassDef, model: SemanticModel) -> bool:
    """Whether an unknown function is given *cls* and gives what takes its place."""
    if any(_may_give_another(decorator, model) for decorator in cls.decorator_list):
        return True
    reads = model.uses.reads(cls.name, model.scope_of(cls))
    return any(_is_made_anew(read, model) for read in reads)


def _may_give_another(decorator: ast.expr, model: SemanticModel) -> bool:
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    is_left = model.marker(made, "transparent") is not None
    return not is_left and isinstance(model.value_of(made), (Unknown, UnresolvedName))


def _is_made_anew(read: ast.Name, model: SemanticModel) -> bool:
    """Whether *read* is an argument of a call whose result a variable of the module or class keeps."""
    call = model.parent(read)
    if not isinstance(call, ast.Call) or read not in call.args:
        return False
    kept = model.parent(call)
    is_kept = isinstance(kept, (ast.Assign, ast.AnnAssign)) and kept.value is call
    is_outside = not model.scope_of(call).is_function
    return is_kept and is_outside and not isinstance(model.value_of(call.func), ClassValue)
