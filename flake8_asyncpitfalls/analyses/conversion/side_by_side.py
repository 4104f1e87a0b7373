"""Coroutines that run side by side with one session: what took turns would do two things at a time.

As long as a session blocks, no other coroutine goes on while it is at work. An asynchronous one refuses what
a second task asks of it meanwhile.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.starting import is_gathered
from flake8_asyncpitfalls.semantics.inference.values import Coroutine, FunctionValue, Instance
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel

IsOne: TypeAlias = "Callable[[Value], bool]"
_STARTING = "schedules"
_REPEATING = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.Starred)


def shared_by_tasks(model: SemanticModel, call: ast.Call, is_one: IsOne) -> ast.expr | None:
    """What holds an object, as *is_one* tells, that tasks begun by *call* and others use; or None."""
    callee = model.value_of(call.func)
    if not isinstance(callee, FunctionValue):
        return None
    is_group = is_gathered(callee)
    if not is_group and _STARTING not in callee.summary.markers:
        return None
    found: list[ast.expr] = []
    for argument in arguments_of(call):
        holders = list(_holders(model, argument, is_one))
        found += holders
        if holders and (not is_group or isinstance(argument, _REPEATING)):
            return holders[0]
    return found[0] if len(found) > 1 else None


def _holders(model: SemanticModel, argument: ast.expr, is_one: IsOne) -> list[ast.expr]:
    """What of an object each coroutine that *argument* makes is given, or is a method of."""
    found: list[ast.expr] = []
    for made in ast.walk(argument):
        if isinstance(made, ast.Call) and isinstance(model.value_of(made), Coroutine):
            owner = [made.func.value] if isinstance(made.func, ast.Attribute) else []
            given = [one for one in (*owner, *arguments_of(made)) if _is_kept(one)]
            found += [one for one in given if _holds(model, model.value_of(one), is_one)][:1]
    return found


def _is_kept(expr: ast.expr) -> bool:
    """Whether *expr* is something that others have too, and not made for this one."""
    return isinstance(expr, (ast.Name, ast.Attribute))


def _holds(model: SemanticModel, value: Value, is_one: IsOne) -> bool:
    """Whether *value* is such an object, or has one in an attribute."""
    if is_one(value):
        return True
    if not isinstance(value, Instance) or value.summary.module.is_stub:
        return False
    members = model.types.members
    return any(
        is_one(members.get(value, name))
        for base in members.mro(value.summary)
        if base is not None and not base.module.is_stub
        for name in sorted(base.assigned)
    )
