"""Short work on a file that a loop does once while it runs: a thread for one pause is not worth its line."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILE, METADATA
from flake8_asyncpitfalls.analyses.single_runs import runs_once_in_loop

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FILES = (FILE, METADATA)


def lasts(effect: Effect) -> bool:
    """Whether it takes longer than one local file does."""
    return not (effect.kind in _FILES or effect.is_short or effect.is_brief)


def effects_of(node: ast.AST, model: SemanticModel) -> tuple[Effect, ...]:
    """All that blocks at *node*, if it is a call."""
    return tuple(model.effects_at(node).values()) if isinstance(node, ast.Call) else ()


def is_small_and_once(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether all that blocks at *node*, as *effect* does, is about local files, and keeps its loop once."""
    is_small = all(one.kind in _FILES for one in (effect, *effects_of(node, model)))
    return is_small and runs_once_in_loop(model, node)
