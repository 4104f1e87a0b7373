"""What to tell where a thread for a call would break something, and no fix is offered for that."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.shared_iteration import resizes_iterated
from flake8_asyncpitfalls.analyses.shared_state import may_be_in_several_tasks
from flake8_asyncpitfalls.analyses.store_steps import is_step_of_store
from flake8_asyncpitfalls.analyses.turns import takes_turns
from flake8_asyncpitfalls.rules.blocking._advice import WHOLE
from flake8_asyncpitfalls.rules.blocking._steps.ended_pools import ends_pool_in_use
from flake8_asyncpitfalls.rules.blocking._steps.missing_things import stands_for_more

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OFFLOADED = "offload"
_POOL = "stop what hands it work first, and then offload it"
_DECIDES = "what it asks of the database decides what is changed there"
_ITERATED = "offload what blocks in it alone: others on the loop go over what it changes"


def with_reason(advice: str, node: ast.AST, model: SemanticModel) -> str:
    """*advice*, or what to do instead of the thread that it names, where that would break something."""
    is_offloaded = advice.startswith(_OFFLOADED)
    if not isinstance(node, ast.Call) or not (is_offloaded or advice.endswith(WHOLE)):
        return advice
    if is_step_of_store(model, node) and not takes_turns(model, node):
        lock = f"{library_at(model, node)}.Lock"
        return f"offload it under one {lock}: {_DECIDES}"
    if not is_offloaded:
        return advice
    if ends_pool_in_use(node, model):
        return _POOL
    if resizes_iterated(model, node):
        return _ITERATED
    if stands_for_more(node, model) and may_be_in_several_tasks(model.scope_of(node), model):
        lock = f"{library_at(model, node)}.Lock"
        return f"hold one {lock} over the test before it and what is made, and offload both"
    return advice
