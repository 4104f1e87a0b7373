"""Calls that gain nothing by a thread: nothing else runs on their loop, or they ask a person."""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.dialogs import (
    is_ended_by_ctrl_c,
    is_of_one_shot,
    is_surely_in_dialog,
)
from flake8_asyncpitfalls.analyses.library import DEFAULT, is_for_twisted, library_at
from flake8_asyncpitfalls.analyses.lone_runs import is_begun_by_others, is_seen_alone
from flake8_asyncpitfalls.analyses.shared_state import may_be_in_several_tasks
from flake8_asyncpitfalls.analyses.startup import is_quiet, is_shutdown, runs_once
from flake8_asyncpitfalls.rules.blocking._small_and_once import is_small_and_once
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_INPUT = "input"
_ALONE = "nothing else runs on the loop here, so it may stay"
_SEEN = "nothing else is seen to run on this loop, so it may stay"
_LAST = "nobody is served any more here, so it may stay"
_ONCE = "it does so only the first time, so it may stay"
_SMALL = "this loop waits for it only once, so it may stay"
_CTRL_C = "ask with {instead}; in a thread, Ctrl-C would not end the question"
_SHOT = "in a thread, Ctrl-C would not end the question, so it may stay"
_SEVERAL = "let one task alone ask, or ask under a lock: questions of two tasks would mix"
_ABANDONED = "'await trio.to_thread.run_sync(..., abandon_on_cancel=True)'"
_ASKING = {
    "prompt_toolkit": "'await prompt_toolkit.PromptSession().prompt_async(...)'",
    "aioconsole": "'await aioconsole.ainput(...)'",
}
"""What asks on the loop of asyncio, by the package that the project imports for it."""
_BY_HAND, _SOMEHOW = "'loop.add_reader(sys.stdin, ...)'", "an asynchronous library"


def why_to_stay(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """What to tell of *node* instead of a thread for it; '' where one may help.

    At the start and the end of a program a thread spares nobody a wait, and one file that is worked on once
    is over before it matters. Ctrl-C ends no question that a thread asks, and ``asyncio.run`` waits for the
    thread, so that the program hangs until somebody answers.
    """
    if runs_once(model, node):
        return _ONCE
    if is_quiet(model, node):
        return _ALONE
    if is_shutdown(model, node):
        return _LAST
    if is_seen_alone(model, node):
        return _SEEN
    if is_small_and_once(node, effect, model):
        return _SMALL
    if not asks_a_person(effect):
        return ""
    if is_surely_in_dialog(model, node):
        return _ALONE
    if is_of_one_shot(model, node):
        return _SHOT
    is_watched = is_ended_by_ctrl_c(model, node) or is_begun_by_others(model, node)
    if is_watched:
        return _CTRL_C.format(instead=_asking_instead(node, effect, model))
    return _SEVERAL if _is_one_of_several(node, model) else ""


def why_no_thread(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """What why_to_stay tells of *node*, or how to ask a person without a thread."""
    stays = why_to_stay(node, effect, model)
    if stays or not asks_a_person(effect):
        return stays
    return _CTRL_C.format(instead=_asking_instead(node, effect, model))


def _asking_instead(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """What asks a person without a thread that Ctrl-C cannot end, as far as the project has it."""
    library = library_at(model, node)
    if library != DEFAULT or is_for_twisted(model):
        return _ABANDONED if library == "trio" else _SOMEHOW
    search = model.types.loader.search
    own = [package for package in _ASKING if model.source.mentions(package.encode())]
    others = (one for one in _ASKING if search(IMPORTING + one, model.module))
    if package := next(chain(own, others), ""):
        return _ASKING[package]
    return _BY_HAND if effect.name == _INPUT else _SOMEHOW


def asks_a_person(effect: Effect) -> bool:
    """Whether the stall is a question at the terminal, and no debugger."""
    return effect.kind == _INPUT and not is_debugger(effect)


def is_debugger(effect: Effect) -> bool:
    """Whether the stall is a debugger that waits for its commands."""
    marker = effect.marker
    return (
        effect.kind == _INPUT and marker is not None and marker.keywords.get("offload") == "never"
    )


def _is_one_of_several(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* asks one of several questions that another task's would come between, in a thread.

    Of one question in a ``while`` each may stand for itself, as commands do.
    """
    scope = model.scope_of(node)
    questions = sum(_INPUT in model.effects_at(call) for call in scope.of_type(ast.Call))
    is_several = questions > 1 or _is_in_for(node, model)
    return is_several and may_be_in_several_tasks(scope, model)


def _is_in_for(node: ast.AST, model: SemanticModel) -> bool:
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        node = model.parent(node)
        if isinstance(node, (ast.For, ast.AsyncFor)):
            return True
    return False
