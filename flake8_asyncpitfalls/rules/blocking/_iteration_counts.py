"""How often code over a literal ``range`` runs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.rounds import Comprehension, RoundCounter

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def steps_of(iterable: ast.expr, model: SemanticModel) -> int:
    """How often what makes the elements of *iterable* runs at least; 0 when that is unknown.

    Comprehensions without an await count with all that their conditions throw away, nested ones
    multiply; ``map`` and ``filter`` run their function for each element.
    """
    if isinstance(iterable, Comprehension):
        return _steps_of_comprehension(iterable, model)
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and iterable.args:
        name = model.name_of(iterable.func).removeprefix("builtins.")
        if name in ("map", "filter") and len(iterable.args) == 2:
            return steps_of(iterable.args[1], model)
    counter = RoundCounter(is_builtin=lambda name: model.name_of(name).startswith("builtins."))
    return counter.rounds(iterable).least


def _steps_of_comprehension(comprehension: Comprehension, model: SemanticModel) -> int:
    if any(isinstance(node, ast.Await) for node in ast.walk(comprehension)):
        return 0
    steps = 1
    for clause in comprehension.generators:
        steps *= 0 if clause.is_async else max(steps_of(clause.iter, model), 1)
    first = comprehension.generators[0]
    return steps if steps_of(first.iter, model) else 0
