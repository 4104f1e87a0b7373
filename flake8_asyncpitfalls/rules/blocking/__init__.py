"""Blocking calls on the event loop.

Each kind has two rules: ASY10x for a call that stands in a coroutine context, ASY15x for one that
is reached through other functions. Their modules are documentation and a declaration; the two
checks that they share stand here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from flake8_asyncpitfalls.finding import (
    AddAwait,
    Applicability,
    Finding,
    Fix,
    Hop,
    Offload,
    ReplaceCallee,
    Span,
)
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.reach import Effect, place_of

EffectCheck = Callable[[ast.AST, Effect, SemanticModel], Iterator[Finding]]

DIRECT = "{call} blocks the event loop; {advice}"
REACHED = "{function!r} blocks the event loop: {blocked}{via}; {advice}"
_THREADS = {
    "asyncio": "asyncio.to_thread",
    "anyio": "anyio.to_thread.run_sync",
    "trio": "trio.to_thread.run_sync",
}
_SLEEP = "sleep"


def direct(rule: Rule) -> EffectCheck:
    """The check of ASY10x: a blocking call in a coroutine context."""

    def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
        place = place_of(node)
        advice = advice_for(place, effect, model)
        fix = direct_fix(place, effect, model)
        yield rule.finding(place, fix=fix, call=effect.name, advice=advice)

    return check


def reached(rule: Rule) -> EffectCheck:
    """The check of ASY15x: a call that blocks further down."""

    def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
        place = place_of(node)
        function = model.spelled(node)
        last = effect.hops[-1]
        yield rule.finding(
            place,
            fix=reached_fix(place, effect, model),
            chain=effect.hops,
            function=function,
            blocked=f"{last.what} ({_where(last)})",
            via="".join(f" via {hop.what} ({_where(hop)})" for hop in effect.hops[-2::-1]),
            advice=_reached_advice(place, function, effect, model),
        )

    return check


def thread_runner(model: SemanticModel, node: ast.AST) -> str:
    """The qualified name of the function that runs a callable in a thread, in the file's library."""
    library = model.library(node)
    if library == "asyncio" and model.settings.target_version < (3, 9):
        return ""
    return _THREADS[library]


def advice_for(node: ast.expr | ast.stmt, effect: Effect, model: SemanticModel) -> str:
    """What to do instead, in the words of the library that the file uses."""
    if effect.advice:
        return f"use {effect.advice}"
    if effect.kind == _SLEEP and _can_only_sleep(effect):
        return f"use 'await {model.library(node)}.sleep(...)'"
    marker = effect.marker
    if marker is not None and marker.keywords.get("instead"):
        return f"use {marker.keywords['instead']}"
    if marker is not None and marker.keywords.get("twin"):
        return f"use {marker.keywords['twin']}"
    if effect.is_thread_bound:
        return "use an asynchronous library, or do the whole of it in one thread"
    return offload_advice(node, effect.name, model)


def offload_advice(node: ast.AST, name: str, model: SemanticModel) -> str:
    """The advice to run *name* in a thread."""
    runner = thread_runner(model, node)
    if not runner:
        return f"offload it with 'await loop.run_in_executor(None, {name}, ...)'"
    return f"offload it with 'await {runner}({name}, ...)'"


def direct_fix(node: ast.expr | ast.stmt, effect: Effect, model: SemanticModel) -> Fix | None:
    """Sleep through the library, or offload; None where neither is right."""
    if not isinstance(node, ast.Call) or not model.can_await(node):
        return None
    span = Span.of(node)
    if effect.kind == _SLEEP:
        if not _can_only_sleep(effect):
            return None
        name = f"{model.library(node)}.sleep"
        edits = (ReplaceCallee(span, name), AddAwait(span))
        return Fix(Applicability.SAFE, f"await {name}", edits)
    return offload_fix(node, effect, model)


def offload_fix(node: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """``await to_thread(f, ...)``, unless the object or its result belongs to this thread."""
    runner = thread_runner(model, node)
    if not runner or effect.is_thread_bound or model.is_live_resource(node):
        return None
    is_safe = effect.marker is not None and effect.marker.keywords.get("offload") == "safe"
    applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
    span = Span.of(node)
    return Fix(applicability, f"await {runner}", (Offload(span, runner), AddAwait(span)))


def reached_fix(node: ast.expr | ast.stmt, effect: Effect, model: SemanticModel) -> Fix | None:
    """Offload the helper that blocks; a person should look."""
    if not isinstance(node, ast.Call) or not model.can_await(node):
        return None
    runner = thread_runner(model, node)
    if not runner or effect.is_thread_bound or model.is_live_resource(node):
        return None
    span = Span.of(node)
    edits = (Offload(span, runner), AddAwait(span))
    return Fix(Applicability.UNSAFE, f"await {runner}", edits)


def _can_only_sleep(effect: Effect) -> bool:
    """Whether the call does nothing but sleep for its one argument."""
    return effect.marker is not None and effect.marker.keywords.get("twin") == "asyncio.sleep"


def _reached_advice(
    node: ast.expr | ast.stmt, function: str, effect: Effect, model: SemanticModel
) -> str:
    if effect.advice:
        return f"use {effect.advice}"
    if effect.is_thread_bound or not isinstance(node, ast.Call):
        return "make it asynchronous, or do the whole of it in one thread"
    return offload_advice(node, ast.unparse(node.func), model)


def _where(hop: Hop) -> str:
    return f"{hop.path}:{hop.line}"
