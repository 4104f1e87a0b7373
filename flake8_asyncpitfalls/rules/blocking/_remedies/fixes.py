"""Fixes of blocking calls: sleep through the library, an asynchronous twin, or a thread."""

from __future__ import annotations

import ast
from dataclasses import replace

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.awaitability import may_be_overridden_async
from flake8_asyncpitfalls.analyses.conversion.thread_blocks import (
    gives_walk,
    thread_block_around,
)
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.analyses.library import is_for_twisted, library_at
from flake8_asyncpitfalls.analyses.object_changes import changes_its_object
from flake8_asyncpitfalls.analyses.stated_intent import is_said_to_stay
from flake8_asyncpitfalls.analyses.test_code import (
    is_expected_to_fail,
    is_in_test,
    is_of_tests,
    is_replaced_in_test,
)
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock, must_stay
from flake8_asyncpitfalls.analyses.turns import takes_turns
from flake8_asyncpitfalls.analyses.without_executor import ends_default_executor
from flake8_asyncpitfalls.edit import (
    AddAwait,
    OffloadToLoop,
    RenameAttribute,
    ReplaceCallee,
)
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import (
    SLEEP,
    blocks_before,
    can_only_sleep,
    is_for_plain_endpoint,
    is_lazy,
    keyword_of,
    offload_at,
    runner_here,
    told,
)
from flake8_asyncpitfalls.rules.blocking._file_locks import all_or_none
from flake8_asyncpitfalls.rules.blocking._many_calls import often_called_in
from flake8_asyncpitfalls.rules.blocking._meant_to_block import is_meant_to_block
from flake8_asyncpitfalls.rules.blocking._packaged_files import keeping_fix, reads_packaged_file
from flake8_asyncpitfalls.rules.blocking._remedies.async_loops import gone_over_fix, loop_fix
from flake8_asyncpitfalls.rules.blocking._remedies.async_parts import async_part_fix
from flake8_asyncpitfalls.rules.blocking._remedies.asynchronous_twins import process_fix, twin_fix
from flake8_asyncpitfalls.rules.blocking._remedies.chained_calls import (
    chain_fix,
    is_chained,
    is_worked_on,
)
from flake8_asyncpitfalls.rules.blocking._remedies.lazy_walks import walk_fix
from flake8_asyncpitfalls.rules.blocking._remedies.maybe_awaited import may_be_awaited
from flake8_asyncpitfalls.rules.blocking._remedies.objects_of_others import (
    is_seen_half_done,
    may_not_leave,
    parts_a_step,
    works_with_others,
)
from flake8_asyncpitfalls.rules.blocking._remedies.request_sessions import (
    given_of_request,
    request_fix,
)
from flake8_asyncpitfalls.rules.blocking._remedies.search_loops import search_loop
from flake8_asyncpitfalls.rules.blocking._remedies.siblings import Siblings
from flake8_asyncpitfalls.rules.blocking._remedies.sqlite import as_sqlite_allows
from flake8_asyncpitfalls.rules.blocking._remedies.together import (
    block_with_neighbours,
    is_alone_in_thread,
)
from flake8_asyncpitfalls.rules.blocking._remedies.whole_expressions import is_raised, readable
from flake8_asyncpitfalls.rules.blocking._remedies.whole_files import (
    inline_file_fix,
    whole_file_fix,
)
from flake8_asyncpitfalls.rules.blocking._remedies.whole_loops import (
    is_lazy_walk,
    whole_loop,
    wider,
)
from flake8_asyncpitfalls.rules.blocking._steps.half_done import (
    gives_what_is_opened,
    is_in_plain_loop,
    is_of_block_around,
    is_one_of_several,
    is_part_of_opened,
    works_on_opened,
    would_be_half_done,
)
from flake8_asyncpitfalls.rules.blocking._steps.one_step import (
    is_locked_by_halves,
    steps_with,
)
from flake8_asyncpitfalls.rules.blocking._steps.open_transactions import (
    instead_of_several,
    plain_endpoint,
)
from flake8_asyncpitfalls.rules.blocking._steps.outside_steps import (
    adds_in_order,
    taking_steps,
)
from flake8_asyncpitfalls.rules.blocking._steps.parted_steps import parts_a_count
from flake8_asyncpitfalls.rules.blocking._steps.seen_and_removed import parts_from_removal
from flake8_asyncpitfalls.rules.blocking._steps.undivided import moving, undivided
from flake8_asyncpitfalls.semantics.effects.effect import Effect
from flake8_asyncpitfalls.semantics.inference.values import Instance, options_of
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.span import Span

_FILE, _HTTP, _FAR = "file", "http", 3


def direct_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    """Sleep through the library, use the asynchronous twin, or offload; None if none is right."""
    return _whole(undivided(_direct_fix(node, effect, model), node, model), node, model)


def reached_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    """Call its asynchronous sibling, or offload the function that blocks; a person should look.

    What makes an object is left alone: an object made in another thread may belong there. So is what
    blocks the first time alone: two threads might both be the first.
    """
    return _whole(undivided(_reached_fix(node, effect, model), node, model), node, model)


def _whole(fix: Fix | None, node: ast.AST, model: SemanticModel) -> Fix | None:
    """*fix* with what belongs to it, and unless others of its kind would wait for it."""
    fix = all_or_none(fix, node, model, lambda call: _by_itself(call, model))
    if fix is not None:
        fix = instead_of_several(node, model, lambda call: _by_itself(call, model)) or fix
    fix = readable(_with_neighbours(fix, node, model), node, model)
    return as_sqlite_allows(fix, node, model)


def _with_neighbours(fix: Fix | None, node: ast.AST, model: SemanticModel) -> Fix | None:
    """*fix*, or one thread for all of the neighbours that belong together and would each get one."""
    is_walk = is_lazy_walk(node, model) and not _is_of_test(node, model)
    if not isinstance(node, ast.Call) or not (is_alone_in_thread(fix) or is_walk):
        return fix
    if fix is not None and fix.applicability is Applicability.SAFE:
        return fix

    def by_itself(call: ast.Call) -> Fix | None:
        return _by_itself(call, model)

    runner = runner_here(model, node)
    block = None
    if is_alone_in_thread(fix):
        block = search_loop(node, model, by_itself) or block_with_neighbours(node, model, by_itself)
    block = wider(block, whole_loop(node, model, by_itself))
    if block is None or not runner:
        return fix
    together = Fix(Applicability.UNSAFE, f"run the steps in one thread with {told(runner)}", (
        moving(block, runner),
    ))  # fmt: skip
    return undivided(together, node, model) or fix


def _by_itself(call: ast.Call, model: SemanticModel) -> Fix | None:
    """The fix of *call* without its neighbours: that of the effect that is told."""
    for effect in model.effects_at(call).values():
        make = _reached_fix if effect.hops else _direct_fix
        return undivided(make(call, effect, model), call, model)
    return None


def _direct_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    if isinstance(node, (ast.For, ast.comprehension)):
        return loop_fix(node, effect, model)
    if not isinstance(node, ast.Call) or not can_await(model, node):
        return None
    if gone_over := gone_over_fix(node, model):
        return gone_over
    if not model.calls_itself(node, effect):
        return None
    if is_expected_to_fail(model, node) or is_replaced_in_test(model, node):
        return None
    if keyword_of(effect, "offload") == "list":
        is_for_test = _is_of_test(node, model)
        return None if is_for_test else _walk_fix(node, model) or _block_fix(node, model)
    if effect.kind != SLEEP:
        is_safe = keyword_of(effect, "offload") == "safe"
        if plain := _plain_fix(node, effect, model):
            return plain
        twin = None if is_safe else _twin_fix(node, effect, model)
        return twin or _thread_fix(node, effect, model)
    return _sleep_fix(node, effect, model)


def _twin_fix(call: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    twin = twin_fix(call, effect, model) or async_part_fix(call, effect, model)
    return twin or process_fix(call, model)


def _sleep_fix(node: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """``await asyncio.sleep``, or a thread for what measures something while it sleeps."""
    if keyword_of(effect, "offload") == "unsafe":
        return _thread_fix(node, effect, model)
    if not can_only_sleep(effect) or is_under_lock(model, node) or is_meant_to_block(model, node):
        return None
    span = Span.of(node)
    name = f"{library_at(model, node)}.sleep"
    # A handler of a test may sleep so that nobody interrupts it.
    is_test = _is_of_test(node, model)
    applicability = Applicability.UNSAFE if is_test else Applicability.SAFE
    return Fix(applicability, f"await {name}", (ReplaceCallee(span, name), AddAwait(span)))


def _plain_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    """The endpoint as a plain ``def``, where what blocks in it must not change its thread."""
    function = model.scope_of(node).node
    if not is_for_plain_endpoint(node, effect, model) or not isinstance(
        function, ast.AsyncFunctionDef
    ):
        return None
    return plain_endpoint(function)


def _thread_fix(
    call: ast.Call, effect: Effect, model: SemanticModel, *, may_be_safe: bool = True
) -> Fix | None:
    """A thread for *call*, or for the statements that belong together with it."""
    is_safe = may_be_safe and keyword_of(effect, "offload") == "safe"
    if (not is_safe and _is_of_test(call, model)) or parts_from_removal(call, model):
        return None
    if inline := inline_file_fix(call, model):
        return inline
    if ends_default_executor(call, model):
        return None
    if of_request := request_fix(call, effect, model):
        return of_request
    # Clients of HTTP are made for many threads.
    if effect.kind != _HTTP and is_of_block_around(call, model):
        return _block_fix(call, model)
    if is_one_of_several(call, model) and (whole := _block_fix(call, model)):
        return whole
    if may_be_safe and is_chained(call, model):
        return chain_fix(call, model)
    is_opened = isinstance(model.parent(call), ast.withitem) or works_on_opened(call, model)
    block = whole_file_fix(call, model) or _block_fix(call, model) if is_opened else None
    single = offload_fix(call, effect, model, may_be_safe=may_be_safe)
    if single is not None and is_opened:
        if block is None and is_in_plain_loop(call, model):
            return None  # It would be a small part of the work.
        single = replace(single, applicability=Applicability.UNSAFE)
    return block or single or _block_fix(call, model)


def _is_of_test(node: ast.AST, model: SemanticModel) -> bool:
    """Whether only a test waits for *node*: nothing is won by a thread, and the order may matter."""
    return is_of_tests(model) or is_in_test(model, node)


def _block_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """All statements that work with the object of *call*, or are one step with it, in one thread."""
    runner = runner_here(model, call)
    pairs = list(steps_with(call, model))
    if any(is_locked_by_halves(pair, model) for pair in pairs):
        return None
    step = [other for pair in pairs for other in pair]
    block = thread_block_around(model, call, step) if runner else None
    if block is None or parts_from_removal(call, model):
        return None
    description = f"run the block in a thread with {told(runner)}"
    if step:
        description += "; other tasks may do the same meanwhile"
    return Fix(Applicability.UNSAFE, description, (moving(block, runner),))


def _reached_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    if not isinstance(node, ast.Call) or effect.is_once or not can_await(model, node):
        return None
    if is_expected_to_fail(model, node) or is_replaced_in_test(model, node):
        return None
    if plain := _plain_fix(node, effect, model):
        return plain
    if isinstance(node.func, ast.Attribute) and (sibling := Siblings(model).of_call(node)):
        if parts_a_count(model, sibling.summary):
            return None
        name, span = sibling.summary.name, Span.of(node)
        edits = (RenameAttribute(Span.of(node.func), name), AddAwait(span))
        return Fix(Applicability.UNSAFE, f"await {name}", edits)
    if may_not_leave(node, model):
        return None
    # ``map(f, xs)`` has not called f when it returns; ``f().x`` asks for an object.
    is_dropped = model.is_dropped(node)
    if not is_dropped and gives_iterator(node, model):
        is_other = effect.kind != "filesystem" and gives_walk(model, node)
        return None if is_other or _is_of_test(node, model) else _walk_fix(node, model)
    if is_lazy(node, model) or is_worked_on(node, model):
        return None
    return _fix_of_whole(node, effect, model)


def _fix_of_whole(call: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """What is done about *call* as a whole: the function that it calls changes, or a thread runs it."""
    if reads_packaged_file(model, call):
        return keeping_fix(model, call)
    if often_called_in(model, call) or _is_small_part(call, effect, model):
        return None
    return _in_order(_thread_fix(call, effect, model, may_be_safe=False), call, model)


def _is_small_part(call: ast.Call, effect: Effect, model: SemanticModel) -> bool:
    """Whether a thread for *call* leaves most of the work on the loop, or has hardly any to do.

    What blocks in a branch alone, far inside and for no longer than a local file takes, is no reason for
    a thread each time.
    """
    if effect.kind == _FILE and effect.uncertainty and len(effect.hops) >= _FAR:
        return True
    return gives_what_is_opened(call, model) or is_part_of_opened(call, model)


def _in_order(fix: Fix | None, call: ast.Call, model: SemanticModel) -> Fix | None:
    """*fix* with a word about what *call* changes; None where several calls would lose their order."""
    if fix is None or takes_turns(model, call):
        return fix
    if adds_in_order(model, call):
        return None
    taking = taking_steps(model, call)
    if not taking:
        return fix
    remark = f"; {taking[0].summary.local_name} changes what others may read or write meanwhile"
    return replace(fix, description=fix.description + remark)


def gives_iterator(call: ast.Call, model: SemanticModel) -> bool:
    """Whether most of the work is done by whoever goes over what *call* gives."""
    return any(
        isinstance(option, Instance) and model.types.members.method(option, "__next__") is not None
        for option in options_of(model.value_of(call))
    ) or gives_walk(model, call)


def _walk_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """What *call* walks over as a list, unless what it finds is taken away in the same step."""
    return None if parts_from_removal(call, model) else walk_fix(call, model)


def _loop_giver(model: SemanticModel) -> str:
    has_running = model.runs_on_python(3, 7)
    return "asyncio.get_running_loop" if has_running else "asyncio.get_event_loop"


def _has_asynchronous_side(effect: Effect) -> bool:
    """Whether the client of HTTP that waits has a coroutine for it: a thread is second best."""
    instead = keyword_of(effect, "instead") if effect.kind == _HTTP else None
    library = str(instead or "").partition(".")[0]
    return bool(library) and effect.name.startswith(f"{library}.")


def offload_fix(
    node: ast.Call, effect: Effect, model: SemanticModel, *, may_be_safe: bool = True
) -> Fix | None:
    """``await to_thread(f, ...)``, unless the object or its result belongs to this thread."""
    runner = runner_here(model, node)
    is_safe = may_be_safe and keyword_of(effect, "offload") == "safe"
    if blocks_before(node, model) or is_raised(node, model):
        return None
    if works_with_others(node, effect, model):
        return None
    if is_under_lock(model, node) or is_said_to_stay(model, model.statement_of(node)):
        return None
    if is_for_twisted(model) or coroutine_of(model, node) is not None:
        return None
    if may_be_overridden_async(model, node):
        return None
    own = given_of_request(node, effect, model)
    if not is_safe and (must_stay(model, node, own=own) or may_be_awaited(node, model)):
        return None
    if would_be_half_done(node, model) or parts_a_step(node, model, _block_fix):
        return None
    changes = changes_its_object(model, node)
    if is_seen_half_done(node, effect, model, changes=changes):
        return None
    is_best = is_safe and not _has_asynchronous_side(effect)
    applicability = Applicability.SAFE if is_best else Applicability.UNSAFE
    span = Span.of(node)
    # Only asyncio is without one, in old Pythons.
    edit = offload_at(node, model) or OffloadToLoop(span, _loop_giver(model))
    description = f"await {told(runner) or 'loop.run_in_executor'}"
    if changes:
        description += "; the method changes its object, which other tasks may use meanwhile"
    return Fix(applicability, description, (edit, AddAwait(span)))
