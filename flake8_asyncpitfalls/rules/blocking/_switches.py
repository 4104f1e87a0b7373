"""Calls behind a switch that is off by default: nearly nobody comes there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.deciding_tests import all_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_READINGS = frozenset({"os.getenv", "os.environ.get"})
_OFF = (None, "", "0", False)


def is_switched_off(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a variable of the environment that is not set by default must be set for *node* to run."""
    return any(
        _is_read(_asked(part), model)
        for test in _tests_around(node, model)
        for part in all_of(test)
    )


def has_switch(node: ast.AST, model: SemanticModel) -> bool:
    """Whether something that is no parameter of the work itself must be true for *node* to run.

    A variable of the module, or an attribute of an object (``if app.pdb:``).
    """
    return any(
        _is_of_program(_asked(part), model)
        for test in _tests_around(node, model)
        for part in all_of(test)
    )


def _is_of_program(asked: ast.expr, model: SemanticModel) -> bool:
    if isinstance(asked, ast.Attribute):
        return True
    owner = (
        model.uses.owner(asked.id, model.scope_of(asked)) if isinstance(asked, ast.Name) else None
    )
    return owner is model.terms.root


def _tests_around(node: ast.AST, model: SemanticModel) -> Iterator[ast.expr]:
    """The tests of its function that held when *node* is reached."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(parent, ast.If) and child in parent.body:
            yield parent.test
        child, parent = parent, model.parent(parent)


def _asked(part: ast.expr) -> ast.expr:
    """What *part* is about: the left side of an equation, the object of ``x.lower()``."""
    if isinstance(part, ast.Compare) and isinstance(part.ops[0], (ast.Eq, ast.In)):
        part = part.left
    while isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
        if not isinstance(part.func.value, ast.Call):
            break
        part = part.func.value
    return part


def _is_read(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr*, or the constant of the module that it names, reads such a variable."""
    if isinstance(expr, ast.Name):
        values = list(_values(expr, model))
        return bool(values) and all(_is_reading(value, model) for value in values)
    return _is_reading(expr, model)


def _values(name: ast.Name, model: SemanticModel) -> Iterator[ast.expr | None]:
    """What the variable of the module that *name* is gets; nothing where it is another's."""
    if model.uses.owner(name.id, model.scope_of(name)) is model.terms.root:
        for binding in model.terms.table(model.terms.root).by_name.get(name.id, []):
            value = binding.value if binding.kind == "assign" and not binding.path else None
            yield value if value is None else _asked(value)


def _is_reading(expr: ast.expr | None, model: SemanticModel) -> bool:
    if not isinstance(expr, ast.Call) or model.name_of(expr.func) not in _READINGS:
        return False
    default = expr.args[1] if len(expr.args) > 1 else ast.Constant(None)
    return isinstance(default, ast.Constant) and default.value in _OFF
