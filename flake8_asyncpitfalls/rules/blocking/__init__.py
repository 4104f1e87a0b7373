"""Blocking calls on the event loop.

Each kind has two rules: ASY10x for a call that stands in a coroutine context, ASY15x for one that
is reached through other functions. Their modules are documentation and a declaration; the two
checks that they share stand here, with the advice and the fixes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import TypeGuard

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.conversion.file_blocks import file_block_around
from flake8_asyncpitfalls.analyses.conversion.rewriting import Rewriting
from flake8_asyncpitfalls.analyses.conversion.twins import object_twin, twin_function, twin_method
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.thread_affinity import (
    changes_its_object,
    is_construction,
    is_loop_bound,
    is_under_lock,
    must_stay,
)
from flake8_asyncpitfalls.finding import (
    AddAwait,
    Applicability,
    Edit,
    Finding,
    Fix,
    Hop,
    MakeAsync,
    Offload,
    PassObject,
    RenameAttribute,
    ReplaceCallee,
    Span,
)
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.blocking._siblings import Siblings
from flake8_asyncpitfalls.semantics.effects.display_names import hop_name, is_invented, readable
from flake8_asyncpitfalls.semantics.effects.effect import Effect
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.summaries.sites import place_of

EffectCheck = Callable[[ast.AST, Effect, SemanticModel], Iterator[Finding]]

DIRECT = "{call} blocks the event loop; {advice}"
REACHED = "{function!r} blocks the event loop: {blocked}{via}; {advice}"
WHOLE = "do the whole of it in one thread"
_THREADS = {
    "asyncio": "asyncio.to_thread",
    "anyio": "anyio.to_thread.run_sync",
    "trio": "trio.to_thread.run_sync",
}
_LAZY = frozenset({"builtins.map", "builtins.filter"})
_SLEEP = "sleep"
_CPU = "cpu"
_TREE = "filesystem"
_LONGEST_NAME = 50
_FOR_ANY_LIBRARY = frozenset({
    "anthropic", "anyio", "cohere", "groq", "httpcore", "httpx", "httpx2", "mistralai",
    "notion_client", "ollama", "openai", "replicate", "supabase",
})  # fmt: skip
"""Libraries whose asynchronous side runs under trio too: they are built on anyio or httpx."""
_SINCE = {"asyncio.Barrier": (3, 11), "asyncio.to_thread": (3, 9), "asyncio.timeout": (3, 11)}


def direct(rule: Rule) -> EffectCheck:
    """The check of ASY10x: a blocking call in a coroutine context."""

    def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
        if effect.kind == _TREE and _is_handed_over(node, model):
            return
        fix = direct_fix(node, effect, model)
        advice = advice_for(node, effect, model)
        call = effect.name
        if is_invented(call):
            spelled = readable(call, model.spelled(node))
            call = _spelled(node, spelled) if isinstance(node, ast.Call) else spelled
        yield rule.finding(place_of(node), fix=fix, call=call, at="", via="", advice=advice)

    return check


def _is_handed_over(node: ast.AST, model: SemanticModel) -> bool:
    """Whether it is an argument of what runs elsewhere: ``to_thread(list, path.glob("*"))``.

    Walking a tree is lazy, so the work is done there.
    """
    parent = model.parent(node)
    return isinstance(parent, ast.Call) and bool(model.arguments_marked(parent, "offloads"))


def reached(rule: Rule) -> EffectCheck:
    """The check of ASY15x: a call that blocks further down."""

    def check(node: ast.AST, effect: Effect, model: SemanticModel) -> Iterator[Finding]:
        last = effect.hops[-1]
        yield rule.finding(
            place_of(node),
            fix=reached_fix(node, effect, model),
            chain=effect.hops,
            function=hop_name(model.spelled(node), effect.first_callee),
            call=effect.name,
            at=f" ({_where(last)})",
            blocked=f"{last.what} ({_where(last)})",
            via="".join(f" via {hop.what} ({_where(hop)})" for hop in effect.hops[-2::-1]),
            advice=_reached_advice(node, effect, model),
        )

    return check


def thread_runner(model: SemanticModel, node: ast.AST) -> str:
    """The qualified name of the function that runs a callable in a thread, in the file's library.

    Empty where the target Python has none.
    """
    runner = _THREADS[library_at(model, node)]
    return runner if model.runs_on_python(*_SINCE.get(runner, (3, 0))) else ""


def advice_for(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """What to do instead, in the words of the library that the file uses."""
    if effect.advice:
        return f"use {effect.advice}"
    is_coroutine = model.scope_of(node).is_coroutine
    if effect.kind == _SLEEP and _can_only_sleep(effect):
        if not is_coroutine:
            return "use 'loop.call_later(...)'"
        return f"use 'await {library_at(model, node)}.sleep(...)'"
    words = _words_of(effect)
    if words and is_coroutine and _fits(words, node, model):
        return f"use {words}"
    if effect.is_thread_bound:
        return f"use an asynchronous library, or {WHOLE}"
    return offload_advice(node, effect, model)


def offload_advice(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """The advice to run what *node* calls elsewhere."""
    runner = thread_runner(model, node)
    public = "" if is_invented(effect.name) else effect.name
    name = _spelled(node, public) if _is_complete(node, effect, model) else ""
    target = f"{name}, ..." if name else "..."
    whole = "offload it" if name else "move all that is done with it to a function and offload that"
    if effect.kind == _CPU:
        whole += ", best to a process pool,"
    if library_at(model, node) == "asyncio" and not (runner and model.scope_of(node).is_coroutine):
        wait = "await " if model.scope_of(node).is_coroutine else ""
        return f"{whole} with '{wait}loop.run_in_executor(None, {target})'"
    return f"{whole} with 'await {runner}({target})'"


def direct_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    """Sleep through the library, use the asynchronous twin, or offload; None if none is right."""
    if isinstance(node, ast.For | ast.comprehension):
        return _loop_fix(node, effect, model)
    if not isinstance(node, ast.Call) or not can_await(model, node):
        return None
    if not model.calls_itself(node, effect):
        return None
    if effect.kind != _SLEEP:
        is_safe = _keyword(effect, "offload") == "safe"
        twin = None if is_safe else _twin_fix(node, effect, model)
        return twin or offload_fix(node, effect, model)
    if not _can_only_sleep(effect) or is_under_lock(model, node):
        return None
    span = Span.of(node)
    name = f"{library_at(model, node)}.sleep"
    return Fix(Applicability.SAFE, f"await {name}", (ReplaceCallee(span, name), AddAwait(span)))


def _loop_fix(
    loop: ast.For | ast.comprehension, effect: Effect, model: SemanticModel
) -> Fix | None:
    """``async for`` over what can be iterated both ways."""
    if _keyword(effect, "instead") != "async for" or not can_await(model, loop):
        return None
    span = Span.of(loop if isinstance(loop, ast.For) else loop.target)
    return Fix(Applicability.UNSAFE, "async for", (MakeAsync(span),))


def _twin_fix(call: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """What does the same and is awaited: a method beside it, a function, or another class."""
    twin, span = _keyword(effect, "twin"), Span.of(call)
    if twin and not _fits(twin, call, model):
        return None
    edits: tuple[Edit, ...] = ()
    if twin and (method := twin_method(model, call, twin)):
        edits = (RenameAttribute(Span.of(call.func), method), AddAwait(span))
    elif twin and (function := twin_function(model, call, twin)):
        edits = (ReplaceCallee(span, function), AddAwait(span))
    elif rewriting := object_twin(model, call, twin) or file_block_around(model, call):
        twin = rewriting.name
        edits = _rewriting_edits(rewriting) if _fits(twin, call, model) else ()
    return Fix(Applicability.UNSAFE, f"use {twin}", edits) if edits else None


def _rewriting_edits(rewriting: Rewriting) -> tuple[Edit, ...]:
    """Every use of the object changes with its creation."""
    create = PassObject if rewriting.passes_object else ReplaceCallee
    return (
        create(Span.of(rewriting.creation), rewriting.name),
        *(RenameAttribute(Span.of(expr), name) for expr, name in rewriting.renamed),
        *(AddAwait(Span.of(expr)) for expr in rewriting.awaited),
        *(MakeAsync(Span.of(place)) for place in rewriting.asynced),
    )


def reached_fix(node: ast.AST, effect: Effect, model: SemanticModel) -> Fix | None:
    """Call its asynchronous sibling, or offload the function that blocks; a person should look.

    What makes an object is left alone: an object made in another thread may belong there.
    """
    if not isinstance(node, ast.Call) or not can_await(model, node):
        return None
    if isinstance(node.func, ast.Attribute) and (sibling := Siblings(model).of_call(node)):
        name, span = sibling.summary.name, Span.of(node)
        edits = (RenameAttribute(Span.of(node.func), name), AddAwait(span))
        return Fix(Applicability.UNSAFE, f"await {name}", edits)
    if is_construction(model, node) or is_loop_bound(model, model.value_of(node.func)):
        return None
    # ``map(f, xs)`` has not called f when it returns; ``f().x`` asks for an object.
    is_lazy = model.name_of(node.func) in _LAZY
    if is_lazy or isinstance(model.parent(node), ast.Attribute):
        return None
    return offload_fix(node, effect, model, may_be_safe=False)


def offload_fix(
    node: ast.Call, effect: Effect, model: SemanticModel, *, may_be_safe: bool = True
) -> Fix | None:
    """``await to_thread(f, ...)``, unless the object or its result belongs to this thread."""
    runner = thread_runner(model, node)
    is_safe = may_be_safe and _keyword(effect, "offload") == "safe"
    if not runner or effect.is_thread_bound or _blocks_before(node, model):
        return None
    if is_under_lock(model, node):
        return None
    if not is_safe and must_stay(model, node):
        return None
    applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
    description = f"await {runner}"
    if changes_its_object(model, node):
        description += "; the method changes its object, which other tasks may use meanwhile"
    span = Span.of(node)
    return Fix(applicability, description, (Offload(span, runner), AddAwait(span)))


def _blocks_before(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the object or an argument of *call* blocks by itself: a thread comes too late."""
    parts = [part for expr in (call.func, *call.args) for part in ast.walk(expr)]
    return any(isinstance(part, ast.Call) and model.effects_at(part) for part in parts)


def _reached_advice(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    if effect.advice:
        return f"use {effect.advice}"
    if effect.is_thread_bound:
        return f"make it asynchronous, or {WHOLE}"
    if isinstance(node, ast.Call) and is_loop_bound(model, model.value_of(node.func)):
        return "make it asynchronous; it uses the event loop, so it must not run in a thread"
    return offload_advice(node, effect, model)


def _is_complete(node: ast.AST, effect: Effect, model: SemanticModel) -> TypeGuard[ast.Call]:
    """Whether *node* is a call whose work is over when it returns: it gives nothing open."""
    if not isinstance(node, ast.Call):
        return False
    is_open = model.is_live_resource(node) and _keyword(effect, "offload") != "safe"
    return bool(effect.hops) or not (is_open or _blocks_before(node, model))


def _spelled(node: ast.Call, name: str) -> str:
    """The function that *node* calls as the source spells it, if that is short; else *name*."""
    text = ast.unparse(node.func)
    return text if len(text) <= _LONGEST_NAME and "\n" not in text else name


def _can_only_sleep(effect: Effect) -> bool:
    """Whether the call does nothing but sleep for its one argument."""
    return _keyword(effect, "twin") == "asyncio.sleep"


def _words_of(effect: Effect) -> str:
    return _keyword(effect, "instead") or _keyword(effect, "twin")


def _keyword(effect: Effect, name: str) -> str:
    marker = effect.marker
    return "" if marker is None else str(marker.keywords.get(name, ""))


def _fits(words: str, node: ast.AST, model: SemanticModel) -> bool:
    """Whether what the stub recommends exists in the target Python and runs under the library."""
    news = [since for name, since in _SINCE.items() if name in words]
    if not all(model.runs_on_python(*since) for since in news):
        return False
    if library_at(model, node) == "asyncio" or words.partition(".")[0] in _FOR_ANY_LIBRARY:
        return True
    return re.search(r"async|aio|\bloop\.", words, re.IGNORECASE) is None


def _where(hop: Hop) -> str:
    return f"{hop.path}:{hop.line}"
