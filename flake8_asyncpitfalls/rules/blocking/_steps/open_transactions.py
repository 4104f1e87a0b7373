"""What stays on the loop because of the database beside it.

In an endpoint that can be a plain ``def``, because of its session, a wait for something else would
forbid that. In ``with session() as db:`` a wait leaves the transaction open while other tasks run: one
that needs the same row or file waits for the loop, which is needed to end the first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.plain_endpoints import can_be_plain, works_alone
from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.edit import MakeSync, Offload, OffloadToLoop, RunInThread
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import is_for_plain_endpoint
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, first_name
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_DATABASE = "database"


def plain_endpoint(function: ast.AsyncFunctionDef) -> Fix:
    """The endpoint *function* as a plain ``def``."""
    description = "make the endpoint a plain 'def'; requests then run at the same time"
    return Fix(Applicability.UNSAFE, description, (MakeSync(Span.of(function)),))


def beside_database(
    fix: Fix, node: ast.AST, moved: Sequence[ast.stmt], model: SemanticModel
) -> Fix | None:
    """*fix* of *node*, with the statements *moved* along, as what is done with the database allows."""
    scope = model.scope_of(node)
    if isinstance(scope.node, ast.AsyncFunctionDef):
        if model.analysis(_PlainEndpoints).has_better(scope):
            return plain_endpoint(scope.node)
    # A twin makes the ``with`` asynchronous, too.
    is_other = _is_thread(fix) and _DATABASE not in model.effects_at(node)
    return None if is_other and _is_in_transaction(node, moved, model) else fix


def instead_of_several(
    node: ast.AST, model: SemanticModel, single: Callable[[ast.Call], Fix | None]
) -> Fix | None:
    """The endpoint around *node* as a plain ``def``, where it would give several calls to threads else.

    *single* gives the fix of a blocking call by itself. Where one has none, there is a reason to stay.
    """
    scope = model.scope_of(node)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return None
    is_better = model.analysis(_PlainEndpoints).takes_several_threads(scope, single)
    return plain_endpoint(scope.node) if is_better else None


class _PlainEndpoints:
    """The endpoints for which a plain ``def`` is offered."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, bool] = {}
        self._of_threads: dict[Scope, bool] = {}

    def takes_several_threads(self, scope: Scope, single: Callable[[ast.Call], Fix | None]) -> bool:
        """Whether *scope* could be a ``def`` and gives several calls to threads else."""
        if scope not in self._of_threads:
            model = self._model
            self._of_threads[scope] = False  # Asked again while it is worked out, it has none.
            if can_be_plain(model, scope) and works_alone(model, scope):
                calls = [call for call in scope.of_type(ast.Call) if model.effects_at(call)]
                fixes = [single(call) for call in calls]
                hops = {fix.edits for fix in fixes if fix is not None and _is_thread(fix)}
                self._of_threads[scope] = None not in fixes and len(hops) > 1
        return self._of_threads[scope]

    def has_better(self, scope: Scope) -> bool:
        """Whether it is offered for *scope*, for one of its calls."""
        if scope not in self._known:
            model = self._model
            self._known[scope] = any(
                is_for_plain_endpoint(call, effect, model)
                for call in scope.of_type(ast.Call)
                for effect in model.effects_at(call).values()
            )
        return self._known[scope]


def _is_thread(fix: Fix) -> bool:
    return any(isinstance(edit, (Offload, OffloadToLoop, RunInThread)) for edit in fix.edits)


def _is_in_transaction(node: ast.AST, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether *node* stands in a ``with`` whose object works with a database, and nothing waits in it."""
    known = model.analysis(_Transactions)
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(parent, ast.With) and child in parent.body and parent not in moved:
            if known.is_one_step(parent):
                return True
        child, parent = parent, model.parent(parent)
    return False


class _Transactions:
    """The ``with`` statements of a file, each looked through once for all that stands in it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.With, bool] = {}

    def is_one_step(self, stmt: ast.With) -> bool:
        """Whether the object of *stmt* works with a database in it, and nothing waits there."""
        if stmt not in self._known:
            is_one = self._is_transaction(stmt) and not waits_in_body(self._model, stmt)
            self._known[stmt] = is_one
        return self._known[stmt]

    def _is_transaction(self, stmt: ast.With) -> bool:
        bound = [item.optional_vars for item in stmt.items]
        names = {target.id for target in bound if isinstance(target, ast.Name)}
        return bool(names) and any(
            isinstance(call, ast.Call)
            and not names.isdisjoint(map(first_name, (call.func, *arguments_of(call))))
            and _DATABASE in self._model.effects_at(call)
            for call in walk_code(stmt.body)
        )
