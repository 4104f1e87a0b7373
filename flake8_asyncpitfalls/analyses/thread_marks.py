"""Functions that stay on the loop's thread by themselves: what stubs say, and what they set for a time.

What is one for the whole process, such as the working folder or a variable of the environment, is
seen by all while a thread has changed it.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary

_LOCK_NAME = re.compile(r"lock|mutex|semaphore", re.IGNORECASE)
SAFE_ENDINGS = ("_threadsafe", "_thread_safe")
_ON_LOOP = frozenset({
    "needs_loop", "needs_task", "loop_thread", "process_wide", "runs_on_loop", "schedules",
})  # fmt: skip
_ENVIRONMENT = ("module os.environ", "os.environ")
"""``os.environ``, and what ``from os import environ`` gives."""


def names_lock(text: str) -> bool:
    """Whether *text*, code or a term, has the name of a lock in it."""
    return _LOCK_NAME.search(text) is not None


def is_for_loop_thread(function: FunctionSummary) -> bool:
    """Whether *function* must not run in another thread than the loop's, without a look at what it calls."""
    if function.name.endswith(SAFE_ENDINGS):
        return False
    markers = function.markers
    if "runs_on_loop" in markers and not function.module.is_stub:
        return True
    return not _ON_LOOP.isdisjoint(markers) or _sets_for_a_time(function)


def _sets_for_a_time(function: FunctionSummary) -> bool:
    """Whether it sets a variable of the environment more than once: it puts the old value back."""
    if function.module.is_stub:
        return False
    keys = [
        ast.dump(node.slice)
        for node in function.scope.of_type(ast.Subscript)
        if not isinstance(node.ctx, ast.Load) and is_environment(node.value, function)
    ]
    return len(set(keys)) < len(keys)


def is_environment(expr: ast.expr, function: FunctionSummary) -> bool:
    """Whether *expr*, in *function*, is ``os.environ``.

    Its last word comes first: to write out the term of each variable that something is put into was
    a fourteenth of a run over a large project.
    """
    if isinstance(expr, ast.Attribute):
        if expr.attr != "environ":
            return False
    elif not isinstance(expr, ast.Name):
        return False
    term = function.module.terms.reduce(expr, function.scope)
    is_called_so = term[0] in ("attr", "from") and term[2] == "environ"
    return is_called_so and str(term) in _ENVIRONMENT


def has_bound_methods(base: ClassSummary) -> bool:
    """Whether a method of *base* never leaves its thread, by what its stub says."""
    methods = (base.module.function(identity) for identity in base.methods)
    return any(never_leaves(method) for method in methods)


def never_leaves(function: FunctionSummary) -> bool:
    """Whether the stub of *function* says that no other thread may run it."""
    marker = function.markers.get("blocks")
    return marker is not None and marker.keywords.get("offload") == "never"
