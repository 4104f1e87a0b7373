"""Work that begins to be done once its coroutine is awaited: the program has not had it so far.

Where other places await the same function, the ``await`` that is missing here is a slip. Where none does,
nobody has seen the function run: it may end what others still use, fail, or go on for ever; and one that
others only make tasks of was meant to be one here, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutine_uses import RUN, WAITED, uses_of
from flake8_asyncpitfalls.analyses.registrations import is_command, is_for_others
from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.errors import SourceError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Coroutine
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary


def first_run(coroutine: Coroutine, model: SemanticModel) -> str:
    """Why a person should look at what *coroutine* does before it is awaited, in words; '' where not."""
    if is_of_tests(model):
        return "the test may fail when it runs"
    function = coroutine.function
    if function is None or function.module.is_stub or function.module.is_foreign:
        return ""
    known = model.analysis(_known)
    if function not in known:
        known[function] = _runs_otherwise(function, model)
    return "" if known[function] else "nothing else has run it so far"


def _known(_: SemanticModel) -> dict[FunctionSummary, bool]:
    """By function, whether it runs otherwise; looked for once a file that asks."""
    return {}


def _runs_otherwise(function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether other places wait for *function*, or a library calls it; also where nobody sees all places."""
    try:
        home = model.beside(function.module)
    except SourceError:
        return True
    scope = home.scope_in_tree(function)
    if function.decorators or is_command(scope, home) or is_for_others(scope, home):
        return True
    # What stands for places out of sight is told of the function itself.
    return any(use.kind in (WAITED, RUN) or use.node is scope.node for use in uses_of(scope, home))
