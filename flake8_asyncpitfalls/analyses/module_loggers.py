"""The logger that a module makes for itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MAKER = "logging.getLogger"


def module_logger(model: SemanticModel, node: ast.AST) -> str:
    """The module's variable ``log = logging.getLogger(...)`` as *node* can name it; empty if none."""
    scope, names = model.scope_of(node), model.analysis(_loggers)
    while scope.parent is not None:
        names = [name for name in names if name not in model.terms.table(scope).by_name]
        scope = scope.parent
    return names[0] if names else ""


def _loggers(model: SemanticModel) -> list[str]:
    """The names bound once, at the top of the module, to a logger of the standard library."""
    module = model.scopes[0]
    by_name = model.terms.table(module).by_name
    return [
        target.id
        for stmt in module.body
        if isinstance(stmt, ast.Assign) and isinstance(stmt.value, ast.Call)
        for target in stmt.targets
        if isinstance(target, ast.Name) and len(by_name.get(target.id, ())) == 1
        if model.refers_to(stmt.value.func, _MAKER)
    ]
