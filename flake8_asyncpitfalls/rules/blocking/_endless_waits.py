"""Waits that nothing may ever end: ``queue.get()`` without a time.

In a thread they outlive the coroutine that gave up waiting: the item that comes then is lost, and at its
end the program waits for the thread.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import Offload, OffloadExpression, OffloadToLoop, RunInThread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_TO_THREAD = (Offload, OffloadExpression, OffloadToLoop, RunInThread)


def keeps_thread(fix: Fix, node: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether *fix* gives *node*, or the statements *moved*, to a thread that may never be free again."""
    if not any(isinstance(edit, _TO_THREAD) for edit in fix.edits):
        return False
    calls = [n for stmt in moved for n in ast.walk(stmt) if isinstance(n, ast.Call)]
    effects = (effect for call in (node, *calls) for effect in model.effects_at(call).values())
    return any(effect.is_endless for effect in effects)
