"""Whether a thread is worth its line: most short pauses are not, and nobody would write one for them.

A thread for every folder that is made and every small file that a helper far below reads hides the
threads that matter. What takes as long as a network, a process or a computation likes always has one
offered. So has what reads or writes a file itself, and what does so further down where others are
seen to wait. To make a folder never has.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILE, METADATA
from flake8_asyncpitfalls.analyses.lone_runs import is_in_company
from flake8_asyncpitfalls.rules.blocking._loops_in_threads import waits_for_loops

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_worth_thread(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether the loop pauses at *node*, as *effect* says, so that somebody would write a thread for it."""
    if waits_for_loops(node, effect, model):
        return False
    if any(map(_lasts, (effect, *_effects_at(node, model)))):
        return True
    if effect.is_brief:
        return False
    return not effect.hops or is_in_company(model, node)


def _effects_at(node: ast.AST, model: SemanticModel) -> tuple[Effect, ...]:
    return tuple(model.effects_at(node).values()) if isinstance(node, ast.Call) else ()


def _lasts(effect: Effect) -> bool:
    """Whether it takes longer than one local file does."""
    return not (effect.kind in (FILE, METADATA) or effect.is_short or effect.is_brief)
