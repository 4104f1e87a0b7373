"""Work that a thread would do on what others have: on their objects, in their step, beside their change."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.argument_changes import changes_what_is_shared
from flake8_asyncpitfalls.analyses.calling_back import calls_back
from flake8_asyncpitfalls.analyses.file_accesses import FILE
from flake8_asyncpitfalls.analyses.kept_objects import is_given_kept
from flake8_asyncpitfalls.analyses.live_arguments import is_given_live
from flake8_asyncpitfalls.analyses.log_calls import is_told_to_log
from flake8_asyncpitfalls.analyses.loop_needs import is_loop_bound
from flake8_asyncpitfalls.analyses.object_changes import fills_anew
from flake8_asyncpitfalls.analyses.program_ends import ends_program
from flake8_asyncpitfalls.analyses.service_steps import saves_what_it_got
from flake8_asyncpitfalls.analyses.shared_iteration import goes_over_shared, resizes_iterated
from flake8_asyncpitfalls.analyses.store_steps import decides_in_store
from flake8_asyncpitfalls.analyses.taken_changes import changes_what_it_took
from flake8_asyncpitfalls.analyses.thread_affinity import is_construction
from flake8_asyncpitfalls.analyses.thread_ownership import owns_what_it_uses
from flake8_asyncpitfalls.analyses.thread_steps import may_be_step_in_thread
from flake8_asyncpitfalls.analyses.turns import changes_in_sight, takes_turns
from flake8_asyncpitfalls.analyses.unlocked_objects import uses_objects_of_others
from flake8_asyncpitfalls.rules.blocking._remedies.request_sessions import given_of_request
from flake8_asyncpitfalls.rules.blocking._steps.begun_again import may_begin_meanwhile
from flake8_asyncpitfalls.rules.blocking._steps.one_step import is_half_a_step
from flake8_asyncpitfalls.rules.blocking._steps.outside_steps import (
    changes_what_it_read,
    writes_one_for_all,
)
from flake8_asyncpitfalls.rules.blocking._steps.rivals import comes_between
from flake8_asyncpitfalls.rules.blocking._steps.sessions import parts_from_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CPU = "cpu"


def may_not_leave(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what *call* calls is for this thread, or for one task at a time."""
    function = model.value_of(call.func)
    if is_construction(model, call) or is_loop_bound(model, function):
        return True
    if calls_back(model, call) or goes_over_shared(model, call) or is_told_to_log(model, call):
        return True
    if resizes_iterated(model, call):
        return True
    if ends_program(model, function):
        return True
    is_step = changes_what_it_read(model, call) or decides_in_store(model, call)
    return is_step and not takes_turns(model, call)


def _is_better_whole(effect: Effect) -> bool:
    """Whether others had better wait than see an object that is half changed.

    A short pause is no reason for that, and computations work on all of the object.
    """
    return effect.kind in (FILE, _CPU) or effect.is_short


def parts_a_step(
    call: ast.Call, model: SemanticModel, block_fix: Callable[[ast.Call, SemanticModel], Fix | None]
) -> bool:
    """Whether other tasks would come between what is one step for the loop, or into an object's change."""
    if is_half_a_step(call, model):
        return True
    if writes_one_for_all(model, call) and not takes_turns(model, call):
        return True
    if changes_what_is_shared(model, call) or is_given_live(model, call):
        return True
    is_shared = is_given_kept(model, call) or changes_what_it_took(model, call)
    if is_shared and not takes_turns(model, call):
        return True
    if parts_from_session(call, model):
        return True
    return comes_between(call, model, lambda first: block_fix(first, model))


def works_with_others(call: ast.Call, effect: Effect, model: SemanticModel) -> bool:
    """Whether *call* works on an object of this thread: what it does besides goes to another, too."""
    is_bound = any(one.is_thread_bound for one in (effect, *model.effects_at(call).values()))
    is_given = bool(given_of_request(call, effect, model))
    if is_bound and not owns_what_it_uses(model, call, is_given_own=is_given):
        return True
    return uses_objects_of_others(model, call, is_given_own=is_given)


def is_seen_half_done(
    call: ast.Call, effect: Effect, model: SemanticModel, *, changes: bool
) -> bool:
    """Whether others would come into what *call* does, or see it half done: no lock keeps them away."""
    is_seen_half = changes and (_is_better_whole(effect) or fills_anew(model, call))
    is_divided = may_be_step_in_thread(model, call) or saves_what_it_got(model, call)
    if (is_seen_half or is_divided) and not takes_turns(model, call):
        return True
    if changes and may_begin_meanwhile(call, model):
        return True
    return is_seen_half and changes_in_sight(model, call)
