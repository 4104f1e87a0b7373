"""The two checks that the rules of blocking calls share.

ASY10x: a call that stands in a coroutine context; ASY15x: one that is reached through other
functions.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import PurePath

from flake8_asyncpitfalls.analyses.library import is_for_twisted
from flake8_asyncpitfalls.analyses.without_executor import runs_without_executor
from flake8_asyncpitfalls.edit import (
    MakeSync,
    Offload,
    OffloadExpression,
    OffloadToLoop,
    ReplaceLines,
    RunInThread,
)
from flake8_asyncpitfalls.finding import ANY_WAY, Applicability, Finding, Fix, Hop, Severity
from flake8_asyncpitfalls.rule import LONGEST_OWN, Rule
from flake8_asyncpitfalls.rules.blocking._advice import (
    BEST_TO_POOL,
    advice_for,
    has_other_remedy,
    keyword_of,
    reached_advice,
    remedy,
    spelled,
    without_target,
    without_warnings,
)
from flake8_asyncpitfalls.rules.blocking._alone import asks_a_person, why_to_stay
from flake8_asyncpitfalls.rules.blocking._chains import told_chain
from flake8_asyncpitfalls.rules.blocking._file_locks import is_of_file_lock
from flake8_asyncpitfalls.rules.blocking._openings import opening_of, work_after
from flake8_asyncpitfalls.rules.blocking._remedies.loops_in_threads import waits_for_loops
from flake8_asyncpitfalls.rules.blocking._remedies.other_halves import other_half
from flake8_asyncpitfalls.rules.blocking._remedies.withheld import with_reason
from flake8_asyncpitfalls.rules.blocking._remedies.worth_thread import is_worth_thread
from flake8_asyncpitfalls.rules.blocking._severity import severity_at
from flake8_asyncpitfalls.rules.blocking._steps.half_done import is_part_of_block
from flake8_asyncpitfalls.rules.blocking._steps.swallowing import would_be_swallowed
from flake8_asyncpitfalls.semantics.effects.display_names import hop_name, is_invented, readable
from flake8_asyncpitfalls.semantics.effects.effect import Effect
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.summaries.sites import place_of
from flake8_asyncpitfalls.span import Span

EffectCheck = Callable[[ast.AST, Effect, SemanticModel], Iterator[Finding]]
DIRECT = "{call} blocks the event loop; {advice}"
REACHED = "{function!r} blocks the event loop: {path}; {advice}"
_THREADS = (Offload, OffloadToLoop, ReplaceLines, RunInThread)
_FILE = "file"
_TREE = "filesystem"
_INPUT = "input"
_SOCKET = "socket"


def direct(rule: Rule) -> EffectCheck:
    """The check of ASY10x: a blocking call in a coroutine context."""

    def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
        severity = severity_at(node, effect, model)
        if severity is None or (_is_lazy(effect) and _is_handed_over(node, model)):
            return
        if _works_later(effect) and _is_for_others(node, model):
            return
        if _is_told_of_call(node, effect, model):
            return
        if is_part_of_block(node, model) and not has_other_remedy(node, effect, model):
            return
        fix, half = _whole_fix(node, effect, model)
        advice = remedy(fix, advice_for(node, effect, model), node, effect, model)
        if fix is None:
            advice = advice + half if half else with_reason(advice, node, model)
        call = effect.name
        if is_invented(call):
            call = spelled(node, readable(call, model.spelled(node)))
        yield rule.finding(
            place_of(node), fix=fix, opened_by=_opening(node, effect, severity, model), severity=severity,
            call=call, at="", via="", advice=advice,
        )  # fmt: skip

    return check


class _Fixes:
    """The fixes of one file, each by itself: neighbours ask for them, too."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[ast.AST, str], Fix | None] = {}
        self._stalls: dict[ast.Call, bool] = {}

    def of(self, node: ast.AST, effect: Effect) -> Fix | None:
        """That of what *effect* tells of *node*."""
        # Thirty modules that are of no use where nothing blocks: a fifteenth of what starting takes.
        from flake8_asyncpitfalls.rules.blocking._remedies.fixes import direct_fix, reached_fix

        key = node, effect.kind
        if key not in self._known:
            make = reached_fix if effect.hops else direct_fix
            self._known[key] = _of_use(make(node, effect, self._model), node, effect, self._model)
        return self._known[key]

    def of_call(self, call: ast.Call) -> Fix | None:
        """The first that *call* has."""
        effects = self._model.effects_at(call).values()
        return next((fix for one in effects if (fix := self.of(call, one)) is not None), None)

    def stalls(self, call: ast.Call) -> bool:
        """Whether *call* keeps anybody waiting."""
        if call not in self._stalls:
            effects = self._model.effects_at(call).values()
            self._stalls[call] = any(severity_at(call, one, self._model) for one in effects)
        return self._stalls[call]


def _whole_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> tuple[Fix | None, str]:
    """The fix of *node*, unless it would be half of the work; then what there is to say about that."""
    fixes = model.analysis(_Fixes)
    fix = fixes.of(node, effect)
    half = other_half(fix, node, model, fixes.of_call, fixes.stalls) if fix is not None else None
    if half is None:
        return fix, ""
    does = "does the same" if half.is_same else "blocks beside it"
    line = half.call.lineno
    where = f"line {line}" if line != place_of(node).lineno else "another call of the line"
    return None, f"; {where} {does}, and should go with it"


def _of_use(fix: Fix | None, node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    """The *fix*, unless its wait would lose cancellations, or nobody waits for *node* meanwhile.

    Then it may only be what is safe, and no thread. Where the executor may be gone, none can be started,
    Ctrl-C would not end the question that one asks, and the reactor of Twisted runs nothing of asyncio.
    """
    is_waiting = fix is not None and not any(isinstance(edit, MakeSync) for edit in fix.edits)
    if fix is None or (is_waiting and would_be_swallowed(node, model)):
        return None
    is_thread = any(isinstance(edit, _THREADS) for edit in fix.edits)
    if is_thread and (asks_a_person(effect) or runs_without_executor(model, node)):
        return None
    if is_waiting and is_for_twisted(model):
        return None
    if not why_to_stay(node, effect, model):
        is_whole = any(isinstance(edit, OffloadExpression) for edit in fix.edits)
        if is_whole and waits_for_loops(node, effect, model):
            return None
        return fix if not is_thread or is_worth_thread(node, effect, model) else None
    return None if is_thread or fix.applicability is Applicability.UNSAFE else fix


def _is_told_of_call(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* goes over what a call gives that blocks in the same way itself."""
    place = place_of(node)
    if not isinstance(node, (ast.For, ast.comprehension)) or not isinstance(place, ast.Call):
        return False
    return effect.kind in model.effects_at(place)


def _opening(
    node: ast.AST, effect: Effect, severity: Severity, model: SemanticModel
) -> Span | None:
    """The call that opened the file that *node* reads or writes, or made what it loads into.

    For a question that keeps nobody waiting, the module: all of its questions are one talk.
    """
    if asks_a_person(effect) and severity is Severity.NOTE:
        return Span.of(model.source.tree.body[0])
    is_one = effect.kind == _FILE or (effect.kind == _SOCKET and effect.is_short)
    opening = opening_of(model, node, effect.kind) if is_one else None
    if effect.is_brief and not effect.hops:
        opening = work_after(model, node)
    return None if opening is None else Span.of(opening)


def _is_handed_over(node: ast.AST, model: SemanticModel) -> bool:
    """Whether it is an argument of what runs elsewhere: ``to_thread(list, path.glob("*"))``.

    Walking a tree is lazy, so the work is done there.
    """
    parent = model.parent(node)
    return isinstance(parent, ast.Call) and bool(model.arguments_marked(parent, "offloads"))


def _is_lazy(effect: Effect) -> bool:
    """Whether the call gives something whose parts are made by whoever goes over it."""
    return effect.kind == _TREE or keyword_of(effect, "offload") == "list"


def _is_lazy_for_others(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether a function that only gives a lazy walk is called for what runs elsewhere."""
    from flake8_asyncpitfalls.rules.blocking._remedies.fixes import gives_iterator

    return (
        keyword_of(effect, "offload") == "list"
        and len(effect.hops) == 1
        and _is_handed_over(node, model)
        and (isinstance(node, ast.Call) and gives_iterator(node, model))
    )


def _works_later(effect: Effect) -> bool:
    """Whether the work is done by whoever goes over what the call gives."""
    return effect.function is not None and "works_later" in effect.function.summary.markers


def _is_for_others(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* is returned, or given to a function that is no builtin (``list``, ``sum``)."""
    parent = model.parent(node)
    if isinstance(parent, ast.keyword):
        parent = model.parent(parent)
    if not isinstance(parent, ast.Call):
        return isinstance(parent, (ast.Return, ast.Yield))
    is_method = isinstance(parent.func, ast.Attribute) and isinstance(
        parent.func.value, ast.Constant
    )
    return not is_method and not model.name_of(parent.func).startswith("builtins.")


def reached(rule: Rule) -> EffectCheck:
    """The check of ASY15x: a call that blocks further down."""

    def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
        severity = severity_at(node, effect, model)
        if severity is None or effect.is_brief or _is_lazy_for_others(node, effect, model):
            return
        last, (fix, half) = effect.hops[-1], _whole_fix(node, effect, model)
        function = hop_name(model.spelled(node), effect.first_callee)
        advice = remedy(fix, reached_advice(node, effect, model), node, effect, model)
        if fix is None and not half:
            advice = with_reason(advice, node, model)
        function, advice = _fitting(function, advice, half, node, effect)
        yield rule.finding(
            place_of(node),
            fix=fix,
            chain=effect.hops,
            entered=_entered(effect, model),
            severity=severity,
            opened_by=_opening(node, effect, severity, model),
            function=function,
            call=effect.name,
            at=f" ({_where(last)})",
            path=told_chain(
                effect.hops, len(REACHED.format(function=function, path="", advice=advice))
            ),
            via="".join(f" via {hop.what} ({_where(hop)})" for hop in effect.hops[-2::-1]),
            advice=advice,
        )

    return check


def _entered(effect: Effect, model: SemanticModel) -> str:
    """What the way down enters first, as far as it makes one finding another than the next."""
    if is_of_file_lock(effect, model):
        return ANY_WAY
    return "" if effect.is_once else effect.first_callee


def _fitting(
    function: str, advice: str, more: str, node: ast.AST, effect: Effect
) -> tuple[str, str]:
    """*function* and *advice*, shortened as far as a message with the end of the chain needs.

    What there is *more* to say stands there if there is room for it.
    """
    advice += more
    last = effect.hops[-1]
    others = f"{len(effect.hops) - 1} more -> " if len(effect.hops) > 1 else ""
    place = f"{others}{effect.name} (.../{PurePath(last.path).name}:{last.line})"

    def is_long() -> bool:
        return len(REACHED.format(function=function, path=place, advice=advice)) > LONGEST_OWN

    if is_long():
        advice = advice.removesuffix(more)
    if is_long():
        advice = without_target(advice, node)
    if is_long():
        function = function.rpartition(".")[2]
    if is_long():
        advice = advice.replace(BEST_TO_POOL, "")
    if is_long():
        advice = without_warnings(advice)
    return function, advice


def _where(hop: Hop) -> str:
    return f"{hop.path}:{hop.line}"
