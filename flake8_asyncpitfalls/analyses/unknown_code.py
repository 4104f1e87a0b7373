"""Sites that run what only the run decides, or look at who called them: both are the thread's matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import Value, name_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.sites import Site

_IMPORTING = frozenset({"importlib.import_module", "builtins.__import__"})
_RUNNING_CODE = frozenset({"exec_module", "load_module", "run_module", "run_path"})
"""Methods and functions whose name alone says that they run the code of a module."""
_OF_FRAMES = frozenset({"sys._getframe", "inspect.currentframe", "inspect.stack"})
_OF_EXCEPTION = frozenset({
    "traceback.format_exc", "traceback.print_exc", "logging.exception", "logging.Logger.exception",
})  # fmt: skip
_OF_ANY_EXCEPTION = frozenset({"sys.exc_info", "sys.exception"})


def runs_any_code(site: Site, options: tuple[Value, ...]) -> bool:
    """Whether it imports what only the run decides, or runs code that comes as text."""
    if site.name in _RUNNING_CODE:
        return True
    given = site.term[2][:1]
    is_import = any(name_of(option) in _IMPORTING for option in options)
    return is_import and bool(given) and given[0][0] not in ("text", "const")


def looks_at_frames(options: tuple[Value, ...]) -> bool:
    """Whether it asks for the frames above, which are those of the thread."""
    return not _OF_FRAMES.isdisjoint(map(name_of, options))


def asks_for_exception(options: tuple[Value, ...]) -> bool:
    """Whether it is about the exception that a caller handles, which is that of the thread."""
    return not _OF_EXCEPTION.isdisjoint(map(name_of, options))


def asks_if_handling(options: tuple[Value, ...]) -> bool:
    """Whether it asks for the exception that a caller handles, if there is one."""
    return not _OF_ANY_EXCEPTION.isdisjoint(map(name_of, options))
