"""How bad a stall is, by what it does and by the place where it stands."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.browser_code import runs_in_browser
from flake8_asyncpitfalls.analyses.dialogs import is_in_dialog, is_of_one_shot, is_of_quiet_module
from flake8_asyncpitfalls.analyses.lone_runs import is_seen_alone
from flake8_asyncpitfalls.analyses.program_ends import is_last_of_program
from flake8_asyncpitfalls.analyses.startup import is_for_tests, is_quiet, is_shutdown
from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rules.blocking._advice import SLEEP
from flake8_asyncpitfalls.rules.blocking._alone import asks_a_person, is_debugger
from flake8_asyncpitfalls.rules.blocking._ended_processes import was_just_killed
from flake8_asyncpitfalls.rules.blocking._own_thread_joins import joins_own_thread
from flake8_asyncpitfalls.rules.blocking._ready_callbacks import READY, is_called_when_ready
from flake8_asyncpitfalls.rules.blocking._said_ready import is_said_ready
from flake8_asyncpitfalls.rules.blocking._short_locks import SHORT, is_held_shortly
from flake8_asyncpitfalls.rules.blocking._small_and_once import is_small_and_once
from flake8_asyncpitfalls.rules.blocking._steps.after_cancellation import is_after_cancellation
from flake8_asyncpitfalls.rules.blocking._switches import has_switch, is_switched_off

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_NEEDS_NO_LOOP = frozenset({"cpu", "database", "filesystem", "input", "subprocess"})
"""Kinds of stalls that end whether or not the loop goes on: a test may well wait for them."""


def severity_at(node: ast.AST, effect: Effect, model: SemanticModel) -> Severity | None:
    """How bad the stall is at *node*; None where there is none, or a short one that keeps nobody."""
    if effect.name.startswith(READY) and is_called_when_ready(node, model):
        return None
    if is_said_ready(node, effect, model) or joins_own_thread(node, effect, model):
        return None
    if _is_elsewhere(node, effect, model):
        return None
    is_short = effect.kind in SHORT or (effect.is_short and not _is_own_sleep(node, effect, model))
    if effect.is_once or is_quiet(model, node):
        return None if is_short else Severity.NOTE
    if is_short or _weighs_little(node, effect, model):
        return Severity.NOTE
    return Severity.ERROR  # no more than the rule's own


def _weighs_little(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether the stall, long as it may be, is one that few wait for, or seldom."""
    return (
        effect.is_kept
        or (asks_a_person(effect) and _keeps_nobody(node, model))
        or is_shutdown(model, node)
        or is_switched_off(node, model)
        or is_after_cancellation(node, model)
        or is_last_of_program(model, node)
        or is_seen_alone(model, node)
        or is_small_and_once(node, effect, model)
        or is_held_shortly(node, effect, model)
        or (is_debugger(effect) and has_switch(node, model))
        or (not effect.hops and was_just_killed(node, model))
    )


def _is_elsewhere(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether it runs for a test that waits for it, or in a browser, where nothing else can be done."""
    if effect.kind in _NEEDS_NO_LOOP and is_for_tests(model, node):
        return True
    return not _is_own_sleep(node, effect, model) and runs_in_browser(model, node, effect)


def _keeps_nobody(node: ast.AST, model: SemanticModel) -> bool:
    """Whether the question at *node* is one of a program that talks with a person and does nothing else."""
    is_seen = is_in_dialog(model, node) or is_of_one_shot(model, node)
    return is_seen or is_of_quiet_module(model, node)


def _is_own_sleep(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether a coroutine itself sleeps: however short, it need not. A callback cannot await."""
    is_own = effect.kind == SLEEP and not effect.hops
    return is_own and model.scope_of(node).is_coroutine


def severity_by_place(node: ast.AST, model: SemanticModel) -> Severity:
    """How bad a long stall at *node* is, which no stub tells of."""
    is_alone = is_quiet(model, node) or is_shutdown(model, node)
    return Severity.NOTE if is_alone else Severity.ERROR
