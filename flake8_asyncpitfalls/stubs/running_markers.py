"""The markers about when code runs in the life of a program: at the start, for a request, alone."""

from __future__ import annotations

from flake8_asyncpitfalls.stubs.marker_schema import ANY, ARGUMENT, CLASS, MarkerSpec, Parameter

RUNNING_MARKERS = (
    MarkerSpec(
        "endpoint",
        """What is given as *arg* (position or name) handles requests: the framework calls it for each one.
        Without *arg*: a decorator (or decorator factory) whose function does. ``threads=True``: the
        framework runs a plain ``def`` in a thread, and an ``async def`` on the loop.
        """,
        parameters=(Parameter("arg", "argument"), Parameter("threads", "flag", is_keyword=True)),
    ),
    MarkerSpec(
        "answers_request",
        """On a class: its instances, returned or raised, are what the client of a request is answered.
        """,
        on=CLASS,
    ),
    MarkerSpec(
        "starts_up",
        """What is given as one of *args* (position or name; a list of such, too) runs once, before
        anything is served. Without *args*: on a decorator (or decorator factory), its function does; on a
        method, those that override it do. *event*: only where the first argument is one of these texts.
        """,
        parameters=(
            Parameter("args", "argument", is_repeated=True),
            Parameter("event", "names", is_keyword=True),
        ),
    ),
    MarkerSpec(
        "start_attributes",
        """On a class: a function that is assigned to one of these attributes of its objects runs once,
        before anything is served.
        """,
        parameters=(Parameter("names", "text", is_required=True, is_repeated=True),),
        on=CLASS,
    ),
    MarkerSpec(
        "start_hooks",
        """On a class: a function of a module that has one of *names* and whose first parameter is
        annotated with the class runs once, before anything is served.
        """,
        parameters=(Parameter("names", "text", is_required=True, is_repeated=True),),
        on=CLASS,
    ),
    MarkerSpec(
        "one_shot",
        """On a decorator (or decorator factory): its function is a command of a command line, which runs
        alone and ends.
        """,
    ),
    MarkerSpec(
        "halts_loop",
        """What runs in its ``with`` block has the program to itself: nothing is served meanwhile.""",
    ),
    MarkerSpec(
        "serves",
        """Calling it serves, or leaves something running on the loop.""",
    ),
    MarkerSpec(
        "runs_without_executor",
        """It keeps its argument (position or name), a function, for a moment when the default executor is
        shut down: no thread can be started there. On a decorator: the decorated function.
        """,
        parameters=ARGUMENT,
    ),
    MarkerSpec(
        "ends_executor",
        """When it has been called, the loop's default executor takes no more work.""",
    ),
    MarkerSpec(
        "idle_between_calls",
        """On a class: nobody waits for an answer of its instances between two calls of their methods, as
        those do that a connection asks for a sign of life. So it is with clients of HTTP and databases, and
        with what is no connection: a lock, a timeout, a file.
        """,
        on=CLASS,
    ),
    MarkerSpec(
        "plain_without_loop",
        """On a function whose result is awaited, gone over or entered, or on a class for all its
        methods: where no loop runs it does its work itself. Nothing is said of its calls in plain
        functions. *module*: only where the program imports this module somewhere.
        """,
        parameters=(Parameter("module", "text"),),
        on=ANY,
    ),
)
