"""Programs that are run because something is not there yet: ``if not exists("venv"): run(["uv", "venv"])``.

For the event loop that is one step. With a wait, the next who asks finds there what is half made, and
takes it for whole.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import is_locked, may_be_in_several_tasks
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.summaries.passed_tests import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_PROCESS = "subprocess"
_ASKING = frozenset({"metadata", "filesystem"})


def makes_what_is_missing(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* runs a program as a test has found nothing, and other tasks may do the same."""
    if _PROCESS not in model.effects_at(call):
        return False
    scope = model.scope_of(call)
    asked = [
        one
        for test, outcome in outcomes(call, model.terms.parents)
        for one in _found_missing(test, outcome)
        if _ASKING & model.effects_at(one).keys()
    ]
    if not asked or is_locked(call, model):
        return False
    waits = [getattr(node, "lineno", 0) for node in suspensions(scope.body)]
    is_step = any(not any(o.lineno < wait < call.lineno for wait in waits) for o in asked)
    return is_step and may_be_in_several_tasks(scope, model)


def _found_missing(test: ast.expr, outcome: bool) -> Iterator[ast.Call]:
    """The calls whose answers may have been no where *test* comes out as *outcome*."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _found_missing(operand, not outcome)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _found_missing(value, outcome)
        case ast.Call() if not outcome:
            yield test
