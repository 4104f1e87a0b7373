"""Whether a thread is worth its line: most short pauses are not, and nobody would write one for them.

A thread for every folder that is made and every small file that a helper far below reads hides the
threads that matter. What takes as long as a network, a process or a computation likes always has one
offered. So has what reads or writes a file itself, and what does so further down where others are
seen to wait. To make a folder never has.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.analyses.lone_runs import is_in_company
from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.rules.blocking._packaged_files import is_of_packaged_file
from flake8_asyncpitfalls.rules.blocking._remedies.loops_in_threads import waits_for_loops
from flake8_asyncpitfalls.rules.blocking._small_and_once import effects_of, lasts

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_worth_thread(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether the loop pauses at *node*, as *effect* says, so that somebody would write a thread for it."""
    if waits_for_loops(node, effect, model) or _is_asked_in_rounds(node, model):
        return False
    if not effect.hops and is_of_packaged_file(model, node):
        return False
    if any(map(lasts, (effect, *effects_of(node, model)))):
        return True
    if effect.is_brief:
        return False
    return not effect.hops or is_in_company(model, node)


def _is_asked_in_rounds(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* works on a file in the test of a ``while`` that waits for nothing: a thread each time.

    ``while path.exists() and path.read_text() != code:`` looks for a name, and is for one thread as a whole.
    """
    if not all(one.kind in FILES for one in effects_of(node, model)):
        return False
    child, around = node, model.parent(node)
    while isinstance(around, ast.expr):
        child, around = around, model.parent(around)
    return (
        isinstance(around, ast.While) and around.test is child and not waits_in_body(model, around)
    )
