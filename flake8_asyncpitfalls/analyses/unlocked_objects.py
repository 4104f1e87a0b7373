"""Methods of an object that is not thread-safe, and that others may use at the same time.

A client of SFTP on ``self``, a global or an argument: two threads that wait for its answers take each
other's. Stubs say which classes are such (``needs_lock``). One that the function makes for itself may
go to a thread, and so may one of which all that use it take turns.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS, is_locked
from flake8_asyncpitfalls.analyses.thread_ownership import is_made_here, works_on_others
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_NEEDS_LOCK = "needs_lock"


def uses_objects_of_others(
    model: SemanticModel,
    call: ast.Call,
    *,
    is_result_kept: bool = False,
    is_given_own: bool = False,
) -> bool:
    """Whether *call* is a method of such an object, or calls what works on others (see thread_ownership)."""
    return _is_unlocked_method(model, call) or works_on_others(
        model, call, is_result_kept=is_result_kept, is_given_own=is_given_own
    )


def _is_unlocked_method(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* is a method of such an object, and somebody in its file takes no lock for it."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = call.func.value
    if not model.types.members.is_marked(model.value_of(owner), _NEEDS_LOCK):
        return False
    return not is_made_here(model, owner) and not _is_always_locked(model, owner)


def _is_always_locked(model: SemanticModel, owner: ast.expr) -> bool:
    """Whether a lock is held wherever the file uses *owner*, an attribute or a global, but to make it."""
    scope = model.scope_of(owner)
    if isinstance(owner, ast.Attribute):
        uses: Iterable[ast.expr] = model.uses.attributes(owner.attr)
    elif isinstance(owner, ast.Name) and model.uses.owner(owner.id, scope) is model.terms.root:
        uses = model.uses.mentions(owner.id, model.terms.root)
    else:
        return False
    return is_locked(owner, model) and all(
        is_locked(node, model)
        for node in uses
        if isinstance(node, (ast.Name, ast.Attribute))
        and isinstance(node.ctx, ast.Load)
        and model.scope_of(node).name not in BEGINNINGS
        and not _is_of_another_class(node, scope, model)
    )


def _is_of_another_class(node: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether *node* is what another class than that of *scope* has on ``self``."""
    other = model.scope_of(node).enclosing_class
    return root_name(node) == "self" and other is not scope.enclosing_class
