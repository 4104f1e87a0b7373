"""Work that all others make a task of: an ``await`` in its place is not what is missing.

A coroutine that nobody else runs, or that others wait for, does what it says once it is awaited. One that
others only make tasks of was meant to be one here, too, and may go on for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutine_uses import COMPANY, RUN, WAITED, uses_of
from flake8_asyncpitfalls.analyses.registrations import is_command, is_for_others
from flake8_asyncpitfalls.errors import SourceError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Coroutine
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary


def why_a_task(coroutine: Coroutine, model: SemanticModel) -> str:
    """Why *coroutine* may be meant to be a task, in words; '' where nothing says so."""
    function = coroutine.function
    if function is None or function.module.is_stub or function.module.is_foreign:
        return ""
    known = model.analysis(_known)
    if function not in known:
        known[function] = _is_for_tasks(function, model)
    return "others only make tasks of it" if known[function] else ""


def _known(_: SemanticModel) -> dict[FunctionSummary, bool]:
    """By function, whether others only make tasks of it; looked for once a file that asks."""
    return {}


def _is_for_tasks(function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether other places make tasks of it and none waits for it; not where nobody sees all places."""
    try:
        home = model.beside(function.module)
    except SourceError:
        return False
    scope = home.scope_in_tree(function)
    if function.decorators or is_command(scope, home) or is_for_others(scope, home):
        return False
    uses = list(uses_of(scope, home))
    # What stands for places out of sight is told of the function itself.
    if any(use.kind in (WAITED, RUN) or use.node is scope.node for use in uses):
        return False
    return any(use.kind == COMPANY for use in uses)
