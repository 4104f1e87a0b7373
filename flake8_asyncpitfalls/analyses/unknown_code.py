"""Sites that run what only the run decides, or look at who called them: both are the thread's matter."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import Value, name_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.sites import Site

_IMPORTING = frozenset({"importlib.import_module", "builtins.__import__"})
_RUNNING_CODE = frozenset({"exec_module", "load_module", "run_module", "run_path"})
"""Methods and functions whose name alone says that they run the code of a module."""
_OF_FRAMES = frozenset({"sys._getframe", "inspect.currentframe", "inspect.stack"})
_OF_EXCEPTION = frozenset({
    "sys.exc_info", "sys.exception", "traceback.format_exc", "traceback.print_exc",
    "logging.exception", "logging.Logger.exception",
})  # fmt: skip


def runs_any_code(site: Site, options: tuple[Value, ...]) -> bool:
    """Whether it imports what only the run decides, or runs code that comes as text."""
    if site.name in _RUNNING_CODE:
        return True
    given = site.term[2][:1]
    is_import = any(name_of(option) in _IMPORTING for option in options)
    return is_import and bool(given) and given[0][0] not in ("text", "const")


def looks_at_caller(site: Site, options: tuple[Value, ...], function: FunctionSummary) -> bool:
    """Whether it asks for the frames above, or for the exception that a caller handles.

    Both are those of the thread.
    """
    names = {name_of(option) for option in options}
    if not names.isdisjoint(_OF_FRAMES):
        return True
    is_handling = any(
        handler.lineno <= site.line <= (handler.end_lineno or handler.lineno)
        for handler in function.scope.of_type(ast.ExceptHandler)
    )
    return not is_handling and not names.isdisjoint(_OF_EXCEPTION)
