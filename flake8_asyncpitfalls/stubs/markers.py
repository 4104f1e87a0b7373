"""The markers that stubs put on functions and methods, documented and declared in one place.

A stub is a ``.pyi`` file named like the module (``redis.asyncio.pyi``, ``redis/asyncio.pyi``). It is
read as the user's modules are, never imported: the decorators below are declarations. In a stub:

* a ``def`` without a marker is known and harmless: it does not block;
* ``async def`` is a coroutine function; a ``def`` whose annotated result is ``Awaitable[...]`` or
  ``Coroutine[...]`` makes an awaitable;
* annotated results and attributes give the types of what calls and attributes return, type variables
  (``T = TypeVar("T")``) what is passed: ``async def wait_for(fut: Awaitable[T], timeout) -> T``;
* a name that is missing is unknown, and nothing is ever said about the unknown;
* the first line is a comment that names the source: ``# source: <page>``.

The markers are the data below: their names, arguments (literals, read with ``ast.literal_eval``) and
allowed values. ``--explain stubs``, what refuses a marker, and the check of our stubs are made from it.

Six names speak of a library as a whole: ``__successor__ = "..."`` says that nobody maintains it any
more, and what to use instead; ``__slow_import__ = "yes"`` that importing it takes long;
``__platform__ = "emscripten"`` where alone it can be imported;
``__plain_arguments__ = "yes"`` that its functions are given data: none of them awaits, schedules or
keeps a coroutine, but where a marker or an annotation says so; ``__all_blocking__ = "yes"`` that
whatever blocks in it is listed, what is missing is harmless (``"functions"``: but for methods);
``__releases__ = "aioredis >=2"`` which releases of the distribution it describes: to a project that asks
for others only, the library is unknown.
"""

from __future__ import annotations

import inspect

from flake8_asyncpitfalls.stubs.marker_schema import (
    ANY,
    ARGUMENT,
    CLASS,
    KINDS,
    MarkerSpec,
    Parameter,
)
from flake8_asyncpitfalls.stubs.result_markers import RESULT_MARKERS
from flake8_asyncpitfalls.stubs.running_markers import RUNNING_MARKERS
from flake8_asyncpitfalls.stubs.thread_markers import THREAD_MARKERS

_CONDITIONS = (
    Parameter("unless", "conditions", is_keyword=True),
    Parameter("when", "conditions", is_keyword=True),
)
_BLOCKING = (
    Parameter("kind", "choice", choices=KINDS),
    Parameter("twin", "text", is_keyword=True),
    Parameter("instead", "text", is_keyword=True),
    *_CONDITIONS,
    Parameter("offload", "choice", choices=("safe", "unsafe", "list", "never"), is_keyword=True),
    Parameter("short", "flag", is_keyword=True),
    Parameter("short_when", "conditions", is_keyword=True),
    Parameter("brief", "flag", is_keyword=True),
    Parameter("repeatable", "text", is_keyword=True),
    Parameter("writes", "flag", is_keyword=True),
    Parameter("eager", "flag", is_keyword=True),
    Parameter("endless", "text", is_keyword=True),
)

_SPECS = (
    MarkerSpec(
        "blocks",
        """Calling it blocks the calling thread. *kind* is one of KINDS. *twin*: the qualified name of the
        asynchronous function, method or class that does the same. *instead*: advice in words, when it
        is not a twin. *unless*: a mapping of parameter names to values; the call is harmless when any
        of these parameters certainly has that value (``{"block": False, "timeout": 0}``); a string
        value that starts with ``name:`` (``"name:os.WNOHANG"``) matches an argument that mentions this
        qualified name; a string ``"type:io.StringIO"`` one that is certainly such an instance; a
        ``"not-type:io.StringIO"`` is not allowed; ``"under:/proc"`` a path certainly in that folder
        (of ``self`` too); ``"below:10000"`` matches a literal number that is
        less. A tuple of values means any of these. An argument that
        is left out has its default. ``self`` stands for the object that a method is called on:
        ``"made:maxsize=0"`` when it is certainly made by a call with this argument
        (``"made:type=name:SOCK_DGRAM"``: with one that mentions this name,
        ``"made:iterations=below:10000"``: with a literal number that is less),
        ``"made-otherwise:maxsize=0"`` when by one with another value for it,
        ``"tested:poll() is not None"`` when this test of it, or of the object whose attribute it is,
        has come out true on the way to the call, in the same function, and
        ``"after:setblocking(False)"``, ``"after:wrap_future"``, ``"after:except BlockingIOError"`` when
        its module makes this very call on it, gives it to a function of this name, or catches this
        exception around a call on it; ``"after:told empty()"`` when a function of its module returns or
        keeps what this call says, so that the test may be anywhere. *when*: the same form; the call
        blocks only if one of them certainly holds. *offload*: ``"safe"`` when a thread gives the same
        result and exceptions (plain values), ``"unsafe"`` (default) when a person must look, ``"list"``
        when the work is done by whoever goes over what the call gives, ``"never"`` for objects bound to
        a thread.
        *short*: it takes no longer than one local file does. *short_when*: the same, if one of these
        parameters certainly has that value and no loop repeats the call.
        *brief*: short, and the same few system calls whatever lies on the disk; it is told of where it
        stands, and not where other functions lead to it. *repeatable*: the parameter that, when true,
        makes it do nothing where it was done already. *writes*: it changes what lies at a path of its own.
        *eager*: with ``offload="list"``, the call itself does much of the work, at least in some Pythons.
        *endless*: the parameter without which it may wait for ever: no thread is given to such a call,
        which the program would wait for at its end.
        """,
        parameters=_BLOCKING,
    ),
    MarkerSpec(
        "methods_block",
        """On a class: what ``@blocks`` without a kind says on its methods. Its *twin* is a class, the twin
        of each method the method of the same name there. A method's ``@blocks(instead="...")`` has no
        twin; its other arguments take the place of the class's.
        """,
        parameters=(Parameter("kind", "choice", choices=KINDS, is_required=True), *_BLOCKING[1:]),
        on=CLASS,
    ),
    MarkerSpec(
        "cpu_bound",
        """It computes for long: kind ``cpu``. *unless* and *short_when*: as for ``blocks``.""",
        parameters=(
            Parameter("instead", "text", is_keyword=True),
            Parameter("unless", "conditions", is_keyword=True),
            Parameter("short_when", "conditions", is_keyword=True),
        ),
    ),
    MarkerSpec(
        "offloads",
        """It runs its callable argument (position, or parameter name) elsewhere, off the loop; used as a
        decorator, the decorated function. *when*: only if one of these parameters is given this literal.
        *after*: only where the module calls a method of this name. *house*: code that has such an object
        runs functions in threads with it, and awaits it; the others are positional.
        """,
        parameters=(
            *ARGUMENT,
            Parameter("when", "conditions", is_keyword=True),
            Parameter("after", "text", is_keyword=True),
            Parameter("house", "flag", is_keyword=True),
        ),
    ),
    MarkerSpec(
        "schedules",
        """It takes a coroutine (position or name) and schedules it as a task that it returns.""",
        parameters=ARGUMENT,
    ),
    MarkerSpec(
        "runs_on_loop",
        """It makes the loop call the sync callable given as *arg* later, on the loop's thread. On a
        function that is used as a decorator, the decorated function is what runs on the loop. On a
        class: all its methods (and those of its subclasses that override them) run on the loop, and those
        of subclasses whose names match one of the patterns in *arg* (``"on_*|action_*"``).
        """,
        parameters=(Parameter("arg", "argument"),),
        on=ANY,
    ),
    MarkerSpec(
        "calls",
        """It calls its argument at once, in the caller's thread (``map``, ``functools.reduce``). With
        ``hands_on=True`` its own result is, or gives, the results of the argument.
        """,
        parameters=(*ARGUMENT, Parameter("hands_on", "flag", is_keyword=True)),
    ),
    MarkerSpec(
        "calls_with",
        """What it decorates, or is given, is a handler, which the framework calls with instances of
        *classes* (qualified names in the order of the parameters after ``self``; ``""`` for what is
        not known, ``"a.B|a.C"`` for either). *by_name*: by the name of the handler; on a class, by that
        of the method that a subclass defines; also by the text that a decorator is given first. *like*:
        by name, as that class says. *named*: what a parameter of that name gets, wherever it stands.
        *hooks*: on a class, what functions of these names get in modules that define a subclass.
        """,
        parameters=(
            Parameter("classes", "text_or_nothing", is_repeated=True),
            Parameter("by_name", "class_lists", is_keyword=True),
            Parameter("like", "text", is_keyword=True),
            Parameter("named", "classes", is_keyword=True),
            Parameter("hooks", "class_lists", is_keyword=True),
        ),
        on=ANY,
    ),
    MarkerSpec(
        "keeps_task",
        """It owns the tasks it makes (``TaskGroup.create_task``): their results need not be kept.""",
        on=ANY,
    ),
    MarkerSpec(
        "async_only",
        """On a class: its instances work in ``async with`` / ``async for`` only, never in ``with``.""",
        on=CLASS,
    ),
    MarkerSpec(
        "transparent",
        """A decorator that leaves the function what it is (``functools.wraps(f)``, ``override``).
        *unless_given*: parameters of its factory; what is given for one may make a plain function
        asynchronous, unless it is certainly a plain function itself. ``async_too=True``: of an async
        function it awaits the calls that it makes.
        """,
        parameters=(
            Parameter("unless_given", "names", is_keyword=True),
            Parameter("async_too", "flag", is_keyword=True),
        ),
    ),
    MarkerSpec(
        "works_later",
        """What it gives does the work, when somebody goes over it: ``StreamingResponse(r.iter_lines())``
        leaves that to others.""",
    ),
    MarkerSpec(
        "makes_block",
        """On a decorator factory: calling the plain ``def`` that it decorates blocks like that (it sleeps
        between attempts). *unless* and *when* are about the arguments of the factory.
        """,
        parameters=(Parameter("kind", "choice", choices=KINDS, is_required=True), *_CONDITIONS),
    ),
    MarkerSpec(
        "changes",
        """A decorator that changes what a call gives: ``"sync"`` (``async_to_sync``: an async function
        becomes a plain one), ``"async"`` (``sync_to_async``), ``"context"`` (``contextmanager``),
        ``"async_context"`` (``asynccontextmanager``).
        """,
        parameters=(
            Parameter(
                "to",
                "choice",
                choices=("sync", "async", "context", "async_context"),
                is_required=True,
            ),
        ),
    ),
    MarkerSpec(
        "removed",
        """Gone since that Python version (``"3.11"``); *instead* is the replacement: a qualified name that
        takes the same arguments, or words. *deprecated*: the version that began to warn. With
        *argument* only the parameter of that name is gone, and there is no *instead*.
        """,
        parameters=(
            Parameter("since", "version", is_required=True),
            Parameter("instead", "text"),
            Parameter("deprecated", "version", is_keyword=True),
            Parameter("argument", "text", is_keyword=True),
        ),
        on=ANY,
    ),
    MarkerSpec(
        "sets_session",
        """On a method: later calls on the same object count on whom it has signed in, or that it has
        signed out, so that they are one step and none is offloaded by itself.
        """,
    ),
    MarkerSpec(
        "takes_away",
        """On a method: what it is given by the first argument is gone afterwards, with all that is in it, or
        so are entries of it; with ``of="object"``, entries of the object that it is called on. A later
        call that makes it anew, or puts something there, is one step with this one.
        """,
        (Parameter("of", "choice", ("object",), is_keyword=True),),
    ),
    MarkerSpec(
        "hands_over",
        """On a method: it hands a connection over to another protocol, or to TLS. What arrives between two
        such calls goes to the wrong one.
        """,
    ),
    MarkerSpec(
        "holds_nothing",
        """On a class: its instances hold nothing open, whatever its methods do: any thread may make them.""",
        on=CLASS,
    ),
    MarkerSpec(
        "runs_loop",
        """It starts an event loop and runs the coroutine (or coroutine function) given as *arg* on it, or
        its own. *instead*: the qualified name of what to await on a loop that runs already. *elsewhere*:
        names of parameters that make it run the loop in processes of its own.
        """,
        parameters=(
            Parameter("arg", "argument"),
            Parameter("instead", "text", is_keyword=True),
            Parameter("elsewhere", "names", is_keyword=True),
        ),
    ),
    MarkerSpec(
        "task_group",
        """On a class: leaving the ``async with`` that gives an instance waits for the tasks in it.""",
        on=CLASS,
    ),
    MarkerSpec(
        "closes_nothing",
        """On a class: leaving the ``with`` of an instance closes nothing and may wait.""",
        on=CLASS,
    ),
    MarkerSpec(
        "cancel_scope",
        """On a class: ``with`` or ``async with`` on an instance may cancel what runs inside (timeouts
        too).
        """,
        on=CLASS,
    ),
    MarkerSpec(
        "awaits",
        """What is given as *arg* must be an awaitable object: it is awaited or made a task (``"*name"``:
        each positional argument from that parameter on). ``takes="function"``: a coroutine function
        instead, which it calls itself with the arguments that follow.
        """,
        parameters=(
            *ARGUMENT,
            Parameter("takes", "choice", choices=("function",), is_keyword=True),
        ),
    ),
    MarkerSpec(
        "calls_later",
        """It keeps its callable arguments and calls them later as plain functions, whatever the loop
        does (``atexit.register``). On a function that is used as a decorator, the decorated function
        is what it calls.
        """,
        parameters=(Parameter("args", "argument", is_required=True, is_repeated=True),),
    ),
    MarkerSpec(
        "for_plain",
        """A decorator, or a decorator factory, whose function is called as a plain one, so that the
        coroutine of an ``async def`` is lost (``click.command()``).
        """,
    ),
    MarkerSpec(
        "takes_function",
        """What is given as *arg* is a function, plain or async, which it calls itself: the result of
        a call is wrong there (``BackgroundTasks.add_task``).
        """,
        parameters=ARGUMENT,
    ),
    MarkerSpec(
        "calls_in_thread",
        """On a class: methods of these *names* in a subclass, and functions assigned to attributes of
        these names of an instance, are called in a thread that the library starts (``Thread.run``).
        *after*: only where the module calls a method of this name.
        """,
        parameters=(
            Parameter("names", "text", is_required=True, is_repeated=True),
            Parameter("after", "text", is_keyword=True),
        ),
        on=CLASS,
    ),
    MarkerSpec(
        "caches",
        """A decorator that keeps what the function returned and gives it again.""",
        on=ANY,
    ),
    MarkerSpec(
        "made_with",
        """On a class: constructing it with the keyword *argument* makes what *classes* says for the class
        given there (qualified names: that of the argument's class or a base, and of what is made).
        """,
        parameters=(
            Parameter("argument", "text", is_required=True),
            Parameter("classes", "classes", is_required=True),
        ),
        on=CLASS,
    ),
    *RESULT_MARKERS,
    MarkerSpec(
        "never_awaited",
        """On a class: its instances cannot be awaited, although ``async for`` goes over them (cursors).
        On a plain function: what it gives cannot be awaited.
        """,
        on=ANY,
    ),
    MarkerSpec(
        "lazy",
        """On a class: its instances do nothing until they are awaited or entered, as coroutines.""",
        on=CLASS,
    ),
    MarkerSpec(
        "once_plain",
        """On an ``async def``, or on a class for all its methods: older releases, or a fork of the same
        name, have plain functions there. Only what coroutines call is taken for a coroutine. *until*: the
        distribution and its first release with coroutine functions (``"python-telegram-bot 20"``), which
        the releases that the project asks for are held against. *fork*: the distribution of the same
        name that has plain functions in all its releases.
        """,
        parameters=tuple(Parameter(name, "text", is_keyword=True) for name in ("until", "fork")),
        on=ANY,
    ),
    MarkerSpec(
        "once_async",
        """On a plain function, or on a class for all its methods: older releases have coroutine functions
        there. Nothing is said of an ``await`` before their calls.
        """,
        on=ANY,
    ),
    MarkerSpec(
        "polls",
        """On a coroutine function: it comes back at once when there is nothing yet, unless its parameter
        *timeout* is given something else than 0.
        """,
        parameters=(Parameter("timeout", "text", is_required=True),),
    ),
    MarkerSpec(
        "has_async",
        """On a method: the coroutine method *name* beside it does the same (ASY113), although nothing
        says that this one blocks, which depends on the class.
        """,
        parameters=(Parameter("name", "text", is_required=True),),
    ),
    MarkerSpec(
        "needs_loop",
        """It raises RuntimeError where no event loop runs in the calling thread.""",
    ),
    MarkerSpec(
        "loop_thread",
        """It is for the thread of the loop only; *instead* says what other threads do.""",
        parameters=(Parameter("instead", "text", is_required=True),),
    ),
    MarkerSpec(
        "goes_over",
        """It goes over all of its first argument and what that holds: it copies it, or writes it down.""",
    ),
    MarkerSpec(
        "default_executor",
        """It makes the argument (position or name) the executor that ``to_thread`` uses.""",
        parameters=ARGUMENT,
    ),
    MarkerSpec(
        "process_wide",
        """On a function, or a class whose objects do it: it changes what is one for the whole process, such
        as the working folder. While it does so in a thread, all others would see it.
        """,
        on=ANY,
    ),
    *RUNNING_MARKERS,
    *THREAD_MARKERS,
    MarkerSpec(
        "long_lived",
        """On a class, or a function that makes the object: it keeps connections open and is meant to be
        made once and used for many requests (HTTP clients, engines, pools).
        """,
        on=ANY,
    ),
    MarkerSpec(
        "must_close",
        """On a class, or a function (also a coroutine function) that makes the object: it holds something
        open until one of *methods* is called on it or ``async with`` is left. *part*: the object is
        element number *part* of the tuple that it makes.
        """,
        parameters=(
            Parameter("methods", "text", is_required=True, is_repeated=True),
            Parameter("part", "number", is_keyword=True),
        ),
        on=ANY,
    ),
)

MARKERS: dict[str, MarkerSpec] = {spec.name: spec for spec in _SPECS}
"""Every marker by its name."""


def marker_reference() -> str:
    """All markers, one paragraph each, in Markdown."""
    return "\n\n".join(f"``{spec.signature}``\n{inspect.cleandoc(spec.text)}" for spec in _SPECS)
