"""The markers about what calls and ``with`` give where annotations cannot say it."""

from __future__ import annotations

from flake8_asyncpitfalls.stubs.marker_schema import ANY, ARGUMENT, CLASS, MarkerSpec, Parameter

RESULT_MARKERS = (
    MarkerSpec(
        "opens",
        """What it makes depends on the letters of its literal *argument* (``True`` counts as a text, too):
        the class that *classes* has for the first of its keys all of whose letters are in it; otherwise
        what its annotation says.
        """,
        parameters=(
            Parameter("argument", "text", is_required=True),
            Parameter("classes", "classes", is_required=True),
        ),
    ),
    MarkerSpec(
        "enters",
        """It enters the context manager given as *arg* (asynchronously, if it is an ``async def``) and
        gives what ``with`` would bind.
        """,
        parameters=ARGUMENT,
    ),
    MarkerSpec(
        "hands_out",
        """On a class: entering an instance gives what its constructor was given as *arg* (a position).""",
        parameters=ARGUMENT,
        on=CLASS,
    ),
    MarkerSpec(
        "never_returns",
        """It ends the process, or puts another program in its place. *raises*: by an exception, which
        comes out of a thread as well.
        """,
        parameters=(Parameter("raises", "flag", is_keyword=True),),
    ),
    MarkerSpec("never_fails", """Awaiting it raises nothing but a cancellation."""),
    MarkerSpec(
        "new_name",
        """What it gives is, or holds, a name that nothing else has: a new file, a random number.""",
        on=ANY,
    ),
    MarkerSpec(
        "gone_with_it",
        """What it gives holds something that is gone with it, and that others find by its name. *entered*:
        a ``with`` on it ends nothing. *kept_by*: not where that keyword is false; *only*: where that keyword
        is given and true, and the first argument names a text with *named* in it, or nothing known.
        """,
        parameters=(
            Parameter("entered", "flag", is_keyword=True),
            Parameter("kept_by", "text", is_keyword=True),
            Parameter("only", "text", is_keyword=True),
            Parameter("named", "text", is_keyword=True),
        ),
        on=ANY,
    ),
    MarkerSpec(
        "gathers",
        """Awaiting what it gives gives one result for each positional argument, in their order: what
        awaiting that gives; with the keyword *unless*, exceptions may stand among them.
        """,
        parameters=(Parameter("unless", "text", is_required=True),),
    ),
    MarkerSpec(
        "one_in_project",
        """On a class: a program has one object of it, as a rule of a class of its own that derives from
        it. Where the library hands the object out (``ctx.bot``), it is that class, if the project has
        one only.""",
        on=CLASS,
    ),
    MarkerSpec(
        "open_to_project",
        """On a class: the project puts its own attributes, or items with a text as the key, on an object of
        it, which the library hands round (``request.app.state``). *words*: what the modules that do so
        import, one of these.""",
        parameters=(Parameter("words", "text", is_required=True, is_repeated=True),),
        on=CLASS,
    ),
    MarkerSpec(
        "lasts",
        """On a class: its objects are there for as long as the program, and functions get them with what they
        are given (``request.app.state``): what one sets on it, the others see.""",
        on=CLASS,
    ),
    MarkerSpec(
        "says", """It tells the other side of its object something, which that may answer."""
    ),
    MarkerSpec("hears", """It takes what comes next from the other side of its object."""),
    MarkerSpec(
        "provides",
        """A parameter that has its call as the default gets what calling *arg* gives, awaited, or what it
        yields first.
        """,
        parameters=ARGUMENT,
    ),
)
