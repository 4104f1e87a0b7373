"""Touching the event loop from another thread.

## What it does
Reports calls that belong to the loop's thread in a function that this module hands to a thread
(`asyncio.to_thread`, `run_in_executor`, `Thread(target=)`, `submit`): `loop.call_soon`,
`loop.create_task`, `asyncio.create_task`, `put_nowait` of an `asyncio.Queue`, `set` of an
`asyncio.Event`, `set_result` of a future, and their like. Threads are also those that a library
starts: `run` of a `Thread`, watchdog's handlers, paho's callbacks after `loop_start()`, the streams of
sounddevice, `after` of discord's player, callbacks of GPIO pins and of pynput, `@work(thread=True)` of
textual, and what Home Assistant runs in its executor. A callback that goes to the thread with the
function that calls it (`to_thread(download, url, self.progress)`) counts, and so do a done-callback
of an executor's future, and a method that another module hands to a thread, if only through a base
class. What belongs to these frameworks' loops counts like asyncio's own.

The reverse is the same: where a thread of the class runs the loop (`Thread(target=self._run)`, which
calls `self._loop.run_forever()`), its other methods are called from outside.

Objects that the function makes itself, and functions that run a loop of their own, are left
alone.

## Why it hurts
asyncio's objects take no locks. The loop sleeps until something wakes it, and these calls do not:
the callback or the waiting task runs seconds later, or never. `asyncio.create_task` raises at
once.

## Example
```python
def work(queue: asyncio.Queue):
    queue.put_nowait(compute())

async def main(queue: asyncio.Queue):
    await asyncio.to_thread(work, queue)
```

## Instead
```python
def work(queue: asyncio.Queue, loop: asyncio.AbstractEventLoop):
    loop.call_soon_threadsafe(queue.put_nowait, compute())

async def main(queue: asyncio.Queue):
    await asyncio.to_thread(work, queue, asyncio.get_running_loop())
```

## Fix safety
Unsafe: `loop.create_task(work())` whose task nobody keeps becomes
`asyncio.run_coroutine_threadsafe(work(), loop)`, with a callback that asks for the result where the
coroutine may fail: nobody tells errors of such a future otherwise. The task's name is lost. Other calls
have no fix: the function needs the loop.

## Like
Nothing in other linters.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.loop._handed_callbacks import methods_handed_over
from flake8_asyncpitfalls.rules.loop._handed_coroutines import handing_over
from flake8_asyncpitfalls.rules.loop._loop_threads import is_outside_loop_thread
from flake8_asyncpitfalls.rules.loop._methods_in_threads import is_handed_to_thread
from flake8_asyncpitfalls.rules.loop._own_objects import has_own_loop, is_made_here
from flake8_asyncpitfalls.rules.loop._reactive_attributes import is_reactive
from flake8_asyncpitfalls.rules.loop._thread_reach import is_called_in_thread
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.stubs.marked import names_by_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker

rule = Rule(
    code="ASY607",
    name="loop-call-from-thread",
    severity=Severity.ERROR,
    message="{function!r} runs in another thread, where {call}{harm}; use {instead}",
    fixable="unsafe",
)
_LOOKING = ("current_task", "all_tasks")
_THREADS = (
    b"hread", b"xecutor", b"submit", b"offload", b"watchdog", b"paho", b"sounddevice", b"discord",
    b"homeassistant", b"GPIO", b"gpiozero", b"pynput", b"pyaudio", b"keyboard", b"sync_to_async",
    b"speech_recognition", b"pystray", b"zeroconf",
)  # fmt: skip


@rule.check(ast.Call, mentions=(b"asyncio", *_THREADS), marks=("loop_thread", "needs_loop"))
def check(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Calls for the loop's thread only, in functions that run in another one."""
    if not _may_be_marked(call.func, model):
        return
    scope = model.scope_of(call)
    if not scope.is_function or scope.is_coroutine:
        return
    marker = model.marker(call.func, "loop_thread")
    if marker is None and model.marker(call.func, "needs_loop") is None:
        return
    is_outside = model.runs_in_thread(call) or is_outside_loop_thread(call, scope, model)
    is_outside = is_outside or is_called_in_thread(scope, model)
    is_outside = is_outside or is_handed_to_thread(scope, model)
    if not is_outside or has_own_loop(scope, model) or _is_told_loop(call, marker):
        return
    if not is_made_here(call.func, scope, model):
        instead = "asyncio.run_coroutine_threadsafe" if marker is None else str(marker.argument(0))
        spelled = unparsed(call.func)
        harm = "() must not be called"
        fix = handing_over(call, model)
        yield rule.finding(
            call, fix=fix, function=scope.name, call=spelled, harm=harm, instead=instead
        )


@rule.check(ast.Call, marks=("offloads",))
def check_handed(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """Methods for the loop's thread only that are themselves handed to another one."""
    for method in methods_handed_over(call, model):
        marker = model.marker(method, "loop_thread")
        if marker is not None and not model.runs_in_thread(call):
            instead, harm = str(marker.argument(0)), " must not be called"
            spelled = unparsed(method)
            yield rule.finding(method, function=spelled, call="it", harm=harm, instead=instead)


@rule.check(ast.Attribute, mentions=(b"textual",))
def check_reactive(attribute: ast.Attribute, model: SemanticModel) -> Iterator[Finding]:
    """Attributes of textual's objects that draw anew when they are set, in a function of a thread."""
    scope = model.scope_of(attribute)
    if not isinstance(attribute.ctx, ast.Store) or not scope.is_function or scope.is_coroutine:
        return
    if model.runs_in_thread(attribute) and is_reactive(attribute, model):
        harm, instead = " must not be set", "app.call_from_thread"
        spelled = unparsed(attribute)
        yield rule.finding(attribute, function=scope.name, call=spelled, harm=harm, instead=instead)


def _is_told_loop(call: ast.Call, marker: Marker | None) -> bool:
    """Whether *call* only looks at a loop that it is given: ``asyncio.current_task(loop)``."""
    return marker is None and last_name(call.func) in _LOOKING and bool(call.args or call.keywords)


def _may_be_marked(func: ast.expr, model: SemanticModel) -> bool:
    """Whether the function has the name of one that a library marks; a cheap reason to stop."""
    if isinstance(func, ast.Name):
        return func.id in model.imported_names
    if not isinstance(func, ast.Attribute):
        return False
    names = names_by_marker(model.settings.stubs)
    return any(func.attr in names.get(marker, ()) for marker in ("loop_thread", "needs_loop"))
