"""The markers that stubs put on functions and methods, documented and declared in one place.

A stub is a ``.pyi`` file whose name is the module's dotted name (``redis.asyncio.pyi``) or a
package folder (``redis/asyncio.pyi``). It is read by the machinery that reads the user's modules
and never imported, so the decorators below are declarations only. In a stub:

* a ``def`` without a marker is known and harmless: it does not block;
* ``async def`` is a coroutine function; a ``def`` whose annotated result is ``Awaitable[...]`` or
  ``Coroutine[...]`` makes an awaitable;
* annotated results and attributes give the types of what calls and attributes return;
* a name that is missing is unknown, and nothing is ever said about the unknown.

The first line of a stub is a comment that names its source: ``# source: <page>``.

Markers (each argument is a literal, read with ``ast.literal_eval``):

``@blocks(kind, twin=, instead=, unless=, when=, offload=)``
    Calling it blocks the calling thread. *kind* is one of KINDS. *twin*: the qualified name of the
    asynchronous function, method or class that does the same. *instead*: advice in words, when it
    is not a twin. *unless*: a mapping of parameter names to values; the call is harmless when any
    of these parameters certainly has that value (``{"block": False, "timeout": 0}``); a string
    value that starts with ``name:`` (``"name:os.WNOHANG"``) matches an argument that mentions this
    qualified name; a string ``"type:io.StringIO"`` one that is certainly such an instance; a
    ``"not-type:io.StringIO"`` is not allowed. A tuple of values means any of these. An argument that
    is left out has its default. ``self`` stands for the object that a method is called on:
    ``"made:maxsize=0"`` when it is certainly made by a call with this argument,
    ``"made-otherwise:maxsize=0"`` when by one with another value for it,
    ``"tested:poll() is not None"`` when this test of it, or of the object whose attribute it is,
    has come out true on the way to a call that stands in a coroutine, and
    ``"after:setblocking(False)"``, ``"after:wrap_future"``, ``"after:except BlockingIOError"`` when
    its module makes this very call on it, gives it to a function of this name, or catches this
    exception around a call on it. *when*:
    the same form; the call blocks only if one of them certainly holds. *offload*: ``"safe"`` when running
    it in a thread gives the same result and exceptions (module functions on plain values),
    ``"unsafe"`` (default) when a person must look, ``"never"`` for objects bound to a thread.
``@methods_block(kind, twin=, instead=, unless=, when=, offload=)``
    On a class: what ``@blocks`` without a kind says on its methods. Its *twin* is a class, the twin
    of each method the method of the same name there. A method's ``@blocks(instead="...")`` has no
    twin; its other arguments take the place of the class's.
``@cpu_bound(instead=)``
    It computes for long: kind ``cpu``.
``@offloads(arg)``
    It runs its callable argument (position, or parameter name) elsewhere, off the loop.
``@schedules(arg)``
    It takes a coroutine (position or name) and schedules it as a task that it returns.
``@runs_on_loop(arg)``
    It makes the loop call the sync callable given as *arg* later, on the loop's thread. On a
    function that is used as a decorator, the decorated function is what runs on the loop. On a
    class, without an argument: all its methods (and those of its subclasses) run on the loop.
``@calls(arg, hands_on=)``
    It calls its argument at once, in the caller's thread (``map``, ``functools.reduce``). With
    ``hands_on=True`` its own result is, or gives, the results of the argument.
``@keeps_task``
    It owns the tasks it makes (``TaskGroup.create_task``): their results need not be kept.
``@async_only``
    On a class: its instances work in ``async with`` / ``async for`` only, never in ``with``.
``@transparent``
    A decorator that leaves the function what it is (``functools.wraps(f)``, ``override``).
``@makes_block(kind, unless=, when=)``
    On a decorator factory: calling the plain ``def`` that it decorates blocks like that (it sleeps
    between attempts). *unless* and *when* are about the arguments of the factory.
``@changes(to)``
    A decorator that changes what a call gives: ``"sync"`` (``async_to_sync``: an async function
    becomes a plain one), ``"async"`` (``sync_to_async``), ``"context"`` (``contextmanager``),
    ``"async_context"`` (``asynccontextmanager``).
``@removed(since, instead, deprecated=)``, ``@removed(since, deprecated=, argument=)``
    Gone since that Python version (``"3.11"``); *instead* is the replacement: a qualified name that
    takes the same arguments, or words. *deprecated*: the version that began to warn. With
    *argument* only the parameter of that name is gone, and there is no *instead*.
``@thread_bound``
    On a class: its instances belong to the thread that made them; their calls are never offloaded.
``@runs_loop(arg, instead=, elsewhere=)``
    It starts an event loop and runs the coroutine (or coroutine function) given as *arg* on it, or
    its own. *instead*: the qualified name of what to await on a loop that runs already. *elsewhere*:
    names of parameters that make it run the loop in processes of its own.
``@lock``
    On a class: its instances are thread or process locks: held in ``with`` or by ``acquire``.
``@task_lock``
    On a class: its instances keep tasks of one loop apart, held in ``async with`` or by ``acquire``.
``@task_group``
    On a class: leaving the ``async with`` that gives an instance waits for the tasks in it.
``@cancel_scope``
    On a class: ``with`` or ``async with`` on an instance may cancel what runs inside (timeouts too).
``@awaits(arg, takes=)``
    What is given as *arg* must be an awaitable object: it is awaited or made a task (``"*name"``:
    each positional argument from that parameter on). ``takes="function"``: a coroutine function
    instead, which it calls itself with the arguments that follow.
``@calls_later(arg)``
    It keeps its callable argument and calls it later as a plain function, whatever the loop does
    (``atexit.register``).
``@caches``
    A decorator that keeps what the function returned and gives it again.
``@made_with(argument, classes)``
    On a class: constructing it with the keyword *argument* makes what *classes* says for the class
    given there (qualified names: that of the argument's class or a base, and of what is made).
``@opens(argument, classes)``
    What it makes depends on the letters of its literal *argument*: the class that *classes* has for
    the first of its keys all of whose letters are in it; otherwise what its annotation says.
``@enters(arg)``
    It enters the context manager given as *arg* (asynchronously, if it is an ``async def``) and
    gives what ``with`` would bind.
``@hands_out(arg)``
    On a class: entering an instance gives what its constructor was given as *arg* (a position).
``@provides(arg)``
    A parameter that has its call as the default gets what calling *arg* gives, awaited, or what it
    yields first.
``@lazy``
    On a class: its instances do nothing until they are awaited or entered, as coroutines.
``@once_plain``
    On an ``async def``, or on a class for all its methods: older releases, or a fork of the same
    name, have plain functions there. Only what coroutines call is taken for a coroutine.
``@once_async``
    On a plain function, or on a class for all its methods: older releases have coroutine functions
    there. Nothing is said of an ``await`` before their calls.
``@has_async(name)``
    On a method: the coroutine method *name* beside it does the same (ASY113), although nothing
    says that this one blocks, which depends on the class.
``@needs_loop``
    It raises RuntimeError where no event loop runs in the calling thread.
``@loop_thread(instead)``
    It is for the thread of the loop only; *instead* says what other threads do.
``@endpoint(arg, threads=)``
    What is given as *arg* (position or name) handles requests: the framework calls it for each one.
    Without *arg*: a decorator (or decorator factory) whose function does. ``threads=True``: the
    framework runs a plain ``def`` in a thread, and an ``async def`` on the loop.
``@long_lived``
    On a class, or a function that makes the object: it keeps connections open and is meant to be
    made once and used for many requests (HTTP clients, engines, pools).
``@must_close(*methods, part=)``
    On a class, or a function (also a coroutine function) that makes the object: it holds something
    open until one of *methods* is called on it or ``async with`` is left. *part*: the object is
    element number *part* of the tuple that it makes.

Two names in the stub of a library speak of the library as a whole: ``__successor__ = "..."`` says
that nobody maintains it any more, and what to use instead; ``__slow_import__ = "yes"`` that importing
it takes long.
"""

from __future__ import annotations

KINDS = (
    "sleep",
    "http",
    "database",
    "service",
    "subprocess",
    "file",
    "filesystem",
    "socket",
    "input",
    "wait",
    "cpu",
    "metadata",
    "lock",
)
"""Kinds of blocking, in the order of ASY101 … ASY111; ``metadata`` is ASY904's, ``lock`` ASY302's."""

MARKERS = frozenset({
    "blocks", "cpu_bound", "offloads", "schedules", "runs_on_loop", "calls", "keeps_task",
    "async_only", "transparent", "changes", "removed", "thread_bound", "runs_loop", "lock",
    "methods_block", "once_plain", "once_async", "task_lock", "task_group", "cancel_scope",
    "needs_loop", "loop_thread", "awaits", "calls_later", "caches", "made_with", "enters", "lazy",
    "endpoint", "long_lived", "must_close", "makes_block", "hands_out", "provides", "has_async",
    "opens",
})  # fmt: skip
