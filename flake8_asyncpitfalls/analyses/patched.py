"""Methods of libraries that the project puts its own in the place of: ``Signal.connect = connect``.

What a stub says of such a method holds no longer. The modules that import the class are looked at
(a search by words), and the asking one.
"""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue, options_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_patched(model: SemanticModel, function: ast.expr) -> bool:
    """Whether *function* is a library's method that a module of the project assigns anew."""
    return any(
        isinstance(option, FunctionValue)
        and option.summary.module.is_stub
        and model.analysis(_Patched).is_assigned(option.qualified_name)
        for option in options_of(model.value_of(function))
    )


class _Patched:
    """Answers for one file, which asks for one method in many places."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[str, bool] = {}

    def is_assigned(self, method: str) -> bool:
        """Whether this file, or one that imports its class, assigns the *method*."""
        if method not in self._known:
            self._known[method] = _is_assigned(method, self._model)
        return self._known[method]


def _is_assigned(method: str, model: SemanticModel) -> bool:
    owner, _, name = method.rpartition(".")
    return any(
        isinstance(node.ctx, ast.Store) and owner in _classes(node.value, other)
        for other in chain([model], model.found(IMPORTING + owner.rpartition(".")[2]))
        for node in other.uses.attributes(name)
    )


def _classes(expr: ast.expr, model: SemanticModel) -> set[str]:
    options = options_of(model.value_of(expr))
    return {one.summary.qualified_name for one in options if isinstance(one, ClassValue)}
