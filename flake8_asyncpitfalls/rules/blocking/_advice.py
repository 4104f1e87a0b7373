"""What to do instead of a blocking call, in the words of the library that the file uses."""

from __future__ import annotations

import ast
import re

from flake8_asyncpitfalls.analyses.calling_back import calls_back
from flake8_asyncpitfalls.analyses.house_offloaders import house_runner, runner_of_object
from flake8_asyncpitfalls.analyses.library import is_for_twisted, library_at
from flake8_asyncpitfalls.analyses.log_calls import is_told_to_log
from flake8_asyncpitfalls.analyses.loop_needs import is_loop_bound
from flake8_asyncpitfalls.analyses.plain_endpoints import (
    can_be_plain,
    works_alone,
    works_on_its_own,
)
from flake8_asyncpitfalls.analyses.thread_affinity import belongs_to_thread, is_under_async_lock
from flake8_asyncpitfalls.analyses.without_executor import runs_without_executor
from flake8_asyncpitfalls.edit import CODE, Offload, OffloadToLoop, RenameAttribute
from flake8_asyncpitfalls.finding import Fix
from flake8_asyncpitfalls.rules.blocking import _logs
from flake8_asyncpitfalls.rules.blocking._alone import is_debugger, why_no_thread, why_to_stay
from flake8_asyncpitfalls.rules.blocking._many_calls import often_called_in
from flake8_asyncpitfalls.rules.blocking._packaged_files import KEEPING, reads_packaged_file
from flake8_asyncpitfalls.rules.blocking._steps.outside_steps import (
    adds_in_order,
    changes_what_it_read,
)
from flake8_asyncpitfalls.semantics.effects.display_names import is_invented
from flake8_asyncpitfalls.semantics.effects.effect import Effect
from flake8_asyncpitfalls.semantics.inference.values import ClassValue
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.source.node_fields import called_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

_LAZY = frozenset({"builtins.map", "builtins.filter"})
_MOVED = "move all that is done with it to a function and offload that"
WHOLE = "do the whole of it in one thread"
_THREADS = {
    "asyncio": "asyncio.to_thread",
    "anyio": "anyio.to_thread.run_sync",
    "trio": "trio.to_thread.run_sync",
}
SLEEP = "sleep"
_FIRST, _LATER = "make the function 'async def' and", "use 'loop.call_later(...)'"
_CPU = "cpu"
_SHORT = frozenset({"file", "filesystem", "metadata"})
_AT_PLACES = frozenset({"cpu", "file", "filesystem", "metadata", "subprocess"})
"""Kinds of stalls at a place that two calls may share, such as a file or a working tree."""
BEST_TO_POOL = ", best to a process pool,"
_LONGEST_NAME = 50
_FOR_ANY_LIBRARY = frozenset({
    "anthropic", "anyio", "cohere", "groq", "httpcore", "httpx", "httpx2", "mistralai",
    "notion_client", "ollama", "openai", "replicate", "supabase",
})  # fmt: skip
"""Libraries whose asynchronous side runs under trio too: they are built on anyio or httpx."""
_SINCE = {"asyncio.Barrier": (3, 11), "asyncio.to_thread": (3, 9), "asyncio.timeout": (3, 11)}

_EXECUTOR = "offload it only where the loop's executor still runs: this may run after its end"
_OUT_OF_CONSTRUCTOR = "take what blocks out of the constructor, to a coroutine"
_DEBUGGER = "every task stops while somebody debugs; take it out where others are served"
_DEFERRED = "'await task.deferLater(reactor, ...)'"
_PLAIN = "make the endpoint a plain 'def', which runs in a thread"


def thread_runner(model: SemanticModel, node: ast.AST) -> str:
    """The qualified name of the function that runs a callable in a thread, in the file's library.

    Empty where the target Python has none, and in code for Twisted.
    """
    if is_for_twisted(model):
        return ""
    runner = _THREADS[library_at(model, node)]
    return runner if model.runs_on_python(*_SINCE.get(runner, (3, 0)), at=node) else ""


def runner_here(model: SemanticModel, node: ast.AST) -> str:
    """What a fix runs functions in a thread with: what the file does already, else thread_runner."""
    if library_at(model, node) != "asyncio":
        return thread_runner(model, node)
    if code := runner_of_object(model, node):
        return CODE + code
    house = house_runner(model)
    return house.name if house is not None else thread_runner(model, node)


def told(runner: str) -> str:
    """*runner* as people name it: helpers of a project without the packages that they stand in."""
    if runner.startswith(CODE):
        return runner.removeprefix(CODE)
    return runner if runner in _THREADS.values() else runner.rpartition(".")[2]


def offload_at(call: ast.Call, model: SemanticModel) -> Offload | None:
    """The edit that gives *call* to a thread with what the file uses; None where there is nothing."""
    runner, house = runner_here(model, call), house_runner(model)
    takes_keywords = house is not None and house.name == runner and house.takes_keywords
    return Offload(Span.of(call), runner, takes_keywords) if runner else None


def is_for_plain_endpoint(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* must stay in its thread and stands in an endpoint that could be a ``def``."""
    scope = model.scope_of(node)
    if not effect.is_thread_bound or not can_be_plain(model, scope):
        return False
    return works_on_its_own(model, node) and works_alone(model, scope)


def advice_for(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """What to do instead, in the words of the library that the file uses, and on which platform."""
    return _advice_for(node, effect, model) + _platform(node, effect, model)


def _platform(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """Where alone the call blocks; '' where it blocks for long in another way everywhere."""
    others = model.effects_at(node).values() if effect.platform else ()
    is_elsewhere = any(
        not (other.platform or other.is_short or other.kind in _SHORT) for other in others
    )
    return "" if is_elsewhere or not effect.platform else f"; this runs {effect.platform}"


def _advice_for(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    if effect.advice:
        return f"use {effect.advice}"
    if is_debugger(effect):
        return _DEBUGGER
    if is_for_plain_endpoint(node, effect, model):
        return _PLAIN
    is_coroutine = model.scope_of(node).is_coroutine
    if effect.kind == SLEEP and can_only_sleep(effect):
        wait = f"'await {library_at(model, node)}.sleep(...)'"
        if is_for_twisted(model):
            wait = _DEFERRED
        if not is_coroutine:
            return f"{_FIRST} use {wait}" if may_be_async(node, model) else _LATER
        return f"use {wait}"
    words = _words_of(effect)
    if words and is_coroutine and fits(words, node, model):
        return f"use {words}"
    if effect.is_thread_bound and not why_to_stay(node, effect, model):
        return f"use an asynchronous library, or {WHOLE}"
    return offload_advice(node, effect, model)


def has_other_remedy(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether something else than another thread can be told for *node*."""
    words = _words_of(effect)
    return effect.is_thread_bound or bool(words and fits(words, node, model))


def offload_advice(
    node: ast.AST, effect: Effect, model: SemanticModel, *, is_whole: bool = False
) -> str:
    """The advice to run what *node* calls elsewhere; *is_whole*: nothing else goes with it."""
    if runs_without_executor(model, node):
        return _EXECUTOR
    if stays := why_no_thread(node, effect, model):
        return stays
    runner = thread_runner(model, node)
    if runner and (here := runner_here(model, node)).startswith(CODE):
        runner = told(here)
    # The end of a chain is not what is called here.
    public = "" if effect.hops or is_invented(effect.name) else effect.name
    is_complete = isinstance(node, ast.Call) and (is_whole or _is_complete(node, effect, model))
    name = spelled(node, public) if is_complete else ""
    target = f"{name}, ..." if name and len(name) <= _LONGEST_NAME else "..."
    whole = "offload it" if name or (is_complete and effect.hops) else _MOVED
    if effect.kind == _CPU:
        whole += BEST_TO_POOL
    if is_for_twisted(model):
        wait = "await " if model.scope_of(node).is_coroutine else ""
        return f"{whole} with '{wait}threads.deferToThread({target})'"
    if runner and may_be_async(node, model):
        return f"{_FIRST} {whole} with 'await {runner}({target})'"
    if library_at(model, node) == "asyncio" and not (runner and model.scope_of(node).is_coroutine):
        wait = "await " if model.scope_of(node).is_coroutine else ""
        return f"{whole} with '{wait}loop.run_in_executor(None, {target})'"
    return f"{whole} with 'await {runner}({target})'"


def reached_advice(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    """What to do about a call that blocks further down, and on which platform it does."""
    is_made = isinstance(node, ast.Call) and _makes_what_is_called(node, model)
    if is_made and not effect.advice:
        return _OUT_OF_CONSTRUCTOR + _platform(node, effect, model)
    if not effect.advice and (stays := why_no_thread(node, effect, model)):
        return stays + _platform(node, effect, model)
    return _reached_advice(node, effect, model) + _platform(node, effect, model)


def _reached_advice(node: ast.AST, effect: Effect, model: SemanticModel) -> str:
    if effect.advice:
        return f"use {effect.advice}"
    if is_for_plain_endpoint(node, effect, model):
        return _PLAIN
    if effect.is_thread_bound or effect.is_endless:
        endless = "make it asynchronous; a thread might wait for ever, too"
        return endless if effect.is_endless else f"make it asynchronous, or {WHOLE}"
    if isinstance(node, ast.Call) and _uses_what_stays(node, model):
        return "make it asynchronous; it uses what belongs to this thread or task"
    if isinstance(node, ast.Call) and is_told_to_log(model, node):
        return _logs.ADVICE
    if isinstance(node, ast.Call) and calls_back(model, node):
        return "offload what blocks in it; what it calls back may belong to the event loop's thread"
    if isinstance(node, ast.Call) and (once := _once_for_all(node, model)):
        return once
    advice = offload_advice(node, effect, model)
    if isinstance(node, ast.Call) and changes_what_it_read(model, node):
        if effect.kind not in _AT_PLACES:
            # One lock around all of its waits would let each wait for all others.
            return "make it asynchronous, with a lock around what it writes alone"
        library = library_at(model, node)
        lock = "a trio.Lock" if library == "trio" else f"an {library}.Lock"
        return advice if is_under_async_lock(model, node) else f"{advice} under {lock}"
    return advice


def _makes_what_is_called(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes an object whose methods a library calls on the loop: no thread makes that.

    Its constructor may start tasks, and the library registers what it finds on the class.
    """
    value = model.value_of(call.func)
    bases = model.types.members.mro(value.summary) if isinstance(value, ClassValue) else ()
    return any(base is not None and "calls_with" in base.markers for base in bases)


def _once_for_all(call: ast.Call, model: SemanticModel) -> str:
    """The advice to mend what *call* calls, where a thread for each of its calls would not do."""
    if not model.scope_of(call).is_coroutine:
        return ""
    if reads_packaged_file(model, call):
        return KEEPING
    if where := often_called_in(model, call):
        return f"make it asynchronous, once for all of its calls in {where}"
    if is_under_async_lock(model, call) or changes_what_it_read(model, call):
        return ""
    if adds_in_order(model, call):
        return "make it asynchronous, with one task or thread that writes all records in order"
    return ""


def _uses_what_stays(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what *call* calls uses the loop or the task, or is a method of an object of this thread."""
    if is_loop_bound(model, model.value_of(call.func)):
        return True
    return isinstance(call.func, ast.Attribute) and belongs_to_thread(model, call.func.value)


def remedy(
    fix: Fix | None, advice: str, node: ast.AST, effect: Effect, model: SemanticModel
) -> str:
    """The *advice*, unless *fix* carries out something else: then that, in its words."""
    is_sleep = effect.kind == SLEEP and keyword_of(effect, "offload") != "unsafe"
    if fix is None or effect.advice or is_sleep:
        return advice
    offloads = [edit for edit in fix.edits if isinstance(edit, (Offload, OffloadToLoop))]
    is_renamed = any(isinstance(edit, RenameAttribute) for edit in fix.edits)
    if (
        isinstance(node, ast.Call)
        and not is_renamed
        and any(edit.span == Span.of(node) for edit in offloads)
    ):
        return offload_advice(node, effect, model, is_whole=True) + _platform(node, effect, model)
    if fix.description.startswith("await "):
        return f"use '{fix.description}(...)'" + _platform(node, effect, model)
    return fix.description + _platform(node, effect, model) if " " in fix.description else advice


def _is_complete(node: ast.AST, effect: Effect, model: SemanticModel) -> bool:
    """Whether *node* is a call whose work is over when it returns: it gives nothing open."""
    if not isinstance(node, ast.Call) or is_lazy(node, model):
        return False
    is_open = model.is_live_resource(node) and keyword_of(effect, "offload") != "safe"
    return bool(effect.hops) or not (is_open or blocks_before(node, model))


def is_lazy(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the work of *call* begins when somebody goes over what it gives: ``map(f, xs)``."""
    return model.name_of(call.func) in _LAZY


def spelled(node: ast.AST, name: str) -> str:
    """The function that the call *node* calls as the source spells it, if that is short; else *name*."""
    text = unparsed(node.func) if isinstance(node, ast.Call) else ""
    return text if text and len(text) <= _LONGEST_NAME and "\n" not in text else name


def without_target(advice: str, node: ast.AST) -> str:
    """*advice* without the name of what it says to offload, for messages that grow long."""
    name = spelled(node, "")
    advice = advice.replace(_MOVED, "offload all that is done with it")
    return advice.replace(f"({name}, ...)", "(...)").replace(f", {name}, ...)", ", ...)")


def without_warnings(advice: str) -> str:
    """*advice* without what it warns of, as a whole: half a sentence helps nobody."""
    before, under, _ = advice.partition("; ")[0].partition(", with a")[0].partition("' under ")
    return before + under[:1]


def may_be_async(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a ``def`` that the loop runs for a decorator that takes coroutines as well."""
    function = model.scope_of(node).node
    if not isinstance(function, ast.FunctionDef):
        return False
    decorators = map(called_in, function.decorator_list)
    markers = [model.marker(decorator, "runs_on_loop") for decorator in decorators]
    return any(marker is not None and not marker.args for marker in markers)


def can_only_sleep(effect: Effect) -> bool:
    """Whether the call does nothing but sleep for its one argument."""
    return keyword_of(effect, "twin") == "asyncio.sleep"


def _words_of(effect: Effect) -> str:
    return keyword_of(effect, "instead") or keyword_of(effect, "twin")


def keyword_of(effect: Effect, name: str) -> str:
    marker = effect.marker
    return "" if marker is None else str(marker.keywords.get(name, ""))


def fits(words: str, node: ast.AST, model: SemanticModel) -> bool:
    """Whether what the stub recommends exists in the target Python and runs under the library."""
    news = [since for name, since in _SINCE.items() if name in words]
    if not all(model.runs_on_python(*since, at=node) for since in news):
        return False
    if library_at(model, node) == "asyncio" or words.partition(".")[0] in _FOR_ANY_LIBRARY:
        return True
    return re.search(r"async|aio|\bloop\.", words, re.IGNORECASE) is None


def blocks_before(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the object or an argument of *call* blocks by itself, each time: a thread comes too late."""
    parts = [part for expr in (call.func, *call.args) for part in ast.walk(expr)]
    return any(
        not effect.is_once
        for part in parts
        if isinstance(part, ast.Call)
        for effect in model.effects_at(part).values()
    )
