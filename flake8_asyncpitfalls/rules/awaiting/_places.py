"""Uses of a coroutine that are told where it is made, since what uses it is not at fault."""

from __future__ import annotations

import ast

from flake8_asyncpitfalls.analyses.awaitability import is_meant_to_fail
from flake8_asyncpitfalls.analyses.coroutines import Held, coroutine_of
from flake8_asyncpitfalls.analyses.value_places import place_of_value
from flake8_asyncpitfalls.rules.awaiting import value_use, works_anyway
from flake8_asyncpitfalls.semantics.model import SemanticModel

_GIVING = (ast.AnnAssign, ast.Assign, ast.Call, ast.Dict, ast.keyword, ast.List, ast.Set, ast.Tuple)
_TESTS = frozenset({"isinstance()", "type()", "a membership test"})


def use_of_coroutine(expr: ast.expr, model: SemanticModel) -> str:
    """How *expr* is used as a value, in words; empty where it is no coroutine, or may be one there."""
    use = value_use(expr, model)
    if not use and not _is_given(expr, model):
        return ""
    return (use or place_of_value(model, expr)) if coroutine_of(model, expr) is not None else ""


def _is_given(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is handed to something, in a coroutine."""
    return isinstance(model.parent(expr), _GIVING) and model.scope_of(expr).is_coroutine


def misplaced_use(held: Held, model: SemanticModel) -> str:
    """The use that shows a plain value is meant where the coroutine of *held* is made, in words.

    Another path gives the variable something else, or the place that it is handed to says so.
    """
    words: list[str] = []
    for use in held.uses:
        word = value_use(use.node, model)
        if is_meant_to_fail(model, use.node) or (not use.is_certain and word in _TESTS):
            return ""
        place = "" if word else place_of_value(model, use.node)
        if place or (word and not use.is_certain and not works_anyway(word)):
            words.append(place or word)
    return words[0] if words else ""
