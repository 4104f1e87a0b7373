"""Fixes whose new wait divides nothing: no step of the loop, and nothing that a cancellation takes back."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.claims import is_claimed
from flake8_asyncpitfalls.analyses.conversion.thread_blocks import (
    thread_block_around,
    thread_block_at,
)
from flake8_asyncpitfalls.analyses.given_state import keeps_in_given
from flake8_asyncpitfalls.analyses.late_waiters import late_waiter
from flake8_asyncpitfalls.analyses.loop_steps import step_around
from flake8_asyncpitfalls.analyses.program_ends import stops_loop_before
from flake8_asyncpitfalls.analyses.stated_intent import is_said_not_to_wait
from flake8_asyncpitfalls.analyses.store_steps import divides_store_step
from flake8_asyncpitfalls.analyses.turns import takes_turns
from flake8_asyncpitfalls.edit import MakeSync, ReplaceLines, RunInThread
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import runner_here, told
from flake8_asyncpitfalls.rules.blocking._steps.after_cancellation import is_after_interrupt
from flake8_asyncpitfalls.rules.blocking._steps.announced import comes_before_greeting
from flake8_asyncpitfalls.rules.blocking._steps.answered_in_turn import parts_a_talk
from flake8_asyncpitfalls.rules.blocking._steps.asked_before import writes_what_it_asked
from flake8_asyncpitfalls.rules.blocking._steps.back_ends import parts_step_of_callers
from flake8_asyncpitfalls.rules.blocking._steps.cancelled_waits import (
    cleaned_up_around,
    goes_on,
    is_done_again,
    makings_of_cleaned,
)
from flake8_asyncpitfalls.rules.blocking._steps.cancelled_ways import breaks_when_cancelled
from flake8_asyncpitfalls.rules.blocking._steps.cut_off import chain_around
from flake8_asyncpitfalls.rules.blocking._steps.default_methods import is_default_over_state
from flake8_asyncpitfalls.rules.blocking._steps.ended_pools import ends_pool_in_use
from flake8_asyncpitfalls.rules.blocking._steps.endless_waits import keeps_thread
from flake8_asyncpitfalls.rules.blocking._steps.given_back import parts_from_giving_back
from flake8_asyncpitfalls.rules.blocking._steps.kept_in_step import parts_files_in_step
from flake8_asyncpitfalls.rules.blocking._steps.late_entries import is_entered_late
from flake8_asyncpitfalls.rules.blocking._steps.missing_things import makes_what_is_missing
from flake8_asyncpitfalls.rules.blocking._steps.open_transactions import beside_database
from flake8_asyncpitfalls.rules.blocking._steps.put_in_place import halves_around
from flake8_asyncpitfalls.rules.blocking._steps.registered_late import registers_late
from flake8_asyncpitfalls.rules.blocking._steps.run_callbacks import runs_callbacks_of_loop
from flake8_asyncpitfalls.rules.blocking._steps.set_meanwhile import is_set_meanwhile
from flake8_asyncpitfalls.rules.blocking._steps.swapped_protocols import parts_handing_over
from flake8_asyncpitfalls.rules.blocking._steps.taken_out import loses_what_was_taken
from flake8_asyncpitfalls.rules.blocking._steps.torn_files import whole_for_others
from flake8_asyncpitfalls.rules.blocking._steps.waiting_pools import is_awaited_by_pool
from flake8_asyncpitfalls.rules.blocking._steps.woken_early import is_woken_before
from flake8_asyncpitfalls.rules.blocking._steps.written_blocks import written_block_around
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.analyses.conversion.thread_blocks import ThreadBlock
    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.rules.blocking._steps.cut_off import Chain
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_TELLING = frozenset({"database", "http", "service", "socket", "subprocess"})
"""Kinds of stalls in which others learn of something."""


def undivided(fix: Fix | None, node: ast.AST, model: SemanticModel) -> Fix | None:
    """*fix* unless the wait that it puts in divides what is one step for the loop."""
    if fix is None or not isinstance(node, ast.Call):
        return fix
    if any(isinstance(edit, MakeSync) for edit in fix.edits):
        return fix
    moved = moved_by(fix, node, model)
    if _may_not_wait(fix, node, moved, model) or keeps_thread(fix, node, moved, model):
        return None
    if is_done_again(node, moved, model) or comes_before_greeting(node, moved, model):
        return None
    if breaks_when_cancelled(node, moved, model) or is_entered_late(node, moved, model):
        return None
    if (chain := chain_around(node, moved, model)) is not None:
        return _chained(chain, node, model)
    around = cleaned_up_around(node, moved, model) if goes_on(fix) else None
    around = around or written_block_around(node, moved, model)
    if around is not None:
        return _with_its_clean_up(around, node, model)
    if goes_on(fix) and (makings := makings_of_cleaned(moved, model)):
        return _with_makings(makings, moved, node, model)
    if (halves := halves_around(node, moved, model)) is not None:
        return _in_one_thread(halves, node, model)
    return _as_step(fix, node, moved, model)


def _as_step(fix: Fix, node: ast.Call, moved: list[ast.stmt], model: SemanticModel) -> Fix | None:
    """*fix* unless another task could come between what is read and what is written because of it."""
    step = step_around(model, node, moved)
    if step is None:
        beside = beside_database(fix, node, moved, model)
        return whole_for_others(beside, node, moved, model)
    if fix.description.endswith(".sleep"):
        remark = f"; other tasks may change {step.write.access.told} meanwhile"
        return replace(
            fix, applicability=Applicability.UNSAFE, description=fix.description + remark
        )
    return None


def _may_not_wait(
    fix: Fix, call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel
) -> bool:
    """Whether the place of *call* is none for a wait, whatever moves with it."""
    return (
        stops_loop_before(model, call)
        or parts_handing_over(call, model)
        or is_awaited_by_pool(fix, call, model)
        or is_claimed(model, call)
        or makes_what_is_missing(call, moved, model)
        or ends_pool_in_use(call, model)
        or is_after_interrupt(call, model)
        or loses_what_was_taken(call, moved, model)
        or parts_from_giving_back(call, moved, model)
        or parts_files_in_step(call, moved, model)
        or writes_what_it_asked(call, moved, model)
        or parts_step_of_callers(call, model)
        or is_set_meanwhile(call, moved, model)
        or parts_a_talk(call, moved, model)
        or is_woken_before(call, moved, model)
        or _is_answered_late(call, model)
        or runs_callbacks_of_loop(call, model)
        or divides_store_step(model, call, moved)
        or is_default_over_state(call, model)
        or registers_late(call, model)
        or (keeps_in_given(model, call) and not takes_turns(model, call))
        or is_said_not_to_wait(model, model.statement_of(call))
    )


def _is_answered_late(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* tells others something, and what is awaited next only then waits for their answer."""
    return bool(_TELLING & model.effects_at(call).keys()) and bool(late_waiter(model, call))


def _chained(chain: Chain, call: ast.Call, model: SemanticModel) -> Fix | None:
    """All of *chain* in one thread, if that may be, and unless steps of it would stay behind."""
    runner = runner_here(model, call)
    stmts = getattr(chain.holder, chain.block)[chain.first : chain.last + 1]
    match stmts[-1]:
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript(), *_]):
            return None
    if not runner or chain_around(call, stmts, model) is not None:
        return None
    return _moved_whole(thread_block_at(model, *chain), runner, call, model)


def _with_its_clean_up(around: ast.stmt, call: ast.Call, model: SemanticModel) -> Fix | None:
    """All of *around*, which cleans up or puts what *call* works with, in one thread, if that may be."""
    runner, holder = runner_here(model, call), model.parent(around)
    place = place_in(around, holder)
    if place is None or not runner or model.scope_of(around) is not model.scope_of(call):
        return None
    block = thread_block_at(model, holder, *place, place[1])
    return _moved_whole(block, runner, call, model)


def _with_makings(
    makings: Sequence[ast.AST], moved: Sequence[ast.stmt], call: ast.Call, model: SemanticModel
) -> Fix | None:
    """What is *moved* with all before it that makes what it cleans up, in one thread, if that may be."""
    runner, holder = runner_here(model, call), model.parent(moved[0])
    parts = [_part_of(holder, node, model) for node in (*makings, moved[0], moved[-1])]
    places = [place_in(part, holder) for part in parts if part is not None]
    blocks = {place[0] for place in places if place is not None}
    numbers = [place[1] for place in places if place is not None]
    if not runner or len(blocks) > 1 or len(numbers) < len(parts):
        return None
    block = thread_block_at(model, holder, blocks.pop(), min(numbers), max(numbers))
    return _moved_whole(block, runner, call, model)


def _part_of(holder: ast.AST, node: ast.AST, model: SemanticModel) -> ast.AST | None:
    """What holds *node* among the statements of *holder*; None where that is another function's."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        parent = model.parent(node)
        if parent is holder:
            return node
        node = parent
    return None


def _in_one_thread(
    halves: tuple[ast.Call, ast.Call], call: ast.Call, model: SemanticModel
) -> Fix | None:
    """Both *halves* and what is between them in one thread, if that may be."""
    runner = runner_here(model, call)
    block = thread_block_around(model, call, halves) if runner else None
    fix = _moved_whole(block, runner, call, model)
    if fix is None:
        return None
    return replace(fix, description=f"{fix.description}; other tasks may do the same meanwhile")


def _moved_whole(
    block: ThreadBlock | None, runner: str, call: ast.Call, model: SemanticModel
) -> Fix | None:
    """The fix that moves *block*, with *call* in it, unless that divides something else."""
    if block is None:
        return None
    description = f"run the block in a thread with {told(runner)}"
    fix = Fix(Applicability.UNSAFE, description, (moving(block, runner),))
    return undivided(fix, call, model)


def moved_by(fix: Fix, node: ast.AST, model: SemanticModel) -> list[ast.stmt]:
    """The statements around *node* that *fix* moves into one thread together."""
    return [part for edit in fix.edits for part in _moved(edit, node, model)]


def _moved(edit: Edit, node: ast.AST, model: SemanticModel) -> list[ast.stmt]:
    """The statements around *node* that *edit* moves into one thread together."""
    while isinstance(edit, (RunInThread, ReplaceLines)) and not isinstance(node, ast.Module):
        node = model.parent(node)
        if isinstance(node, ast.stmt) and Span.of(node) == edit.span:
            return getattr(node, edit.block)[edit.first : edit.last + 1]  # type: ignore[no-any-return]
    return []


def moving(block: ThreadBlock, runner: str) -> RunInThread:
    """The edit that makes *block* a function and awaits it with *runner*."""
    return RunInThread(
        Span.of(block.holder), runner, block.name, block.first, block.last, block.block,
        block.gives, block.returns, block.takes, block.asserts,
    )  # fmt: skip
