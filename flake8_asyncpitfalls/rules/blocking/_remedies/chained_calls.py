"""``Clip.from_file(path).export(out)``: two calls that block, the second on what the first one gives.

Apart, each would go to a thread and come back. They go there together, in a ``lambda``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock, must_stay
from flake8_asyncpitfalls.rules.blocking._advice import runner_here
from flake8_asyncpitfalls.rules.blocking._remedies.lazy_walks import whole_fix
from flake8_asyncpitfalls.semantics.inference.values import Instance, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_NOTHING = "holds_nothing"


def is_chained(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* blocks with another call on what it gives, or on what it is a method of.

    What lies between them holds nothing open.
    """
    return _inner(call, model) is not None or _outer(call, model) is not None


def chain_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """All calls of the chain that *call* belongs to, in one thread."""
    whole = call
    while (outer := _outer(whole, model)) is not None:
        whole = outer
    runner = runner_here(model, whole)
    if not runner or is_under_lock(model, whole) or must_stay(model, whole):
        return None
    return whole_fix(whole, runner, model)


def is_worked_on(call: ast.Call, model: SemanticModel) -> bool:
    """Whether something else than a short question is asked of what *call* gives, as ``find().run()`` does.

    So it is where nobody knows what it gives, or where that blocks or is awaited upon.
    """
    attribute = model.parent(call)
    if not isinstance(attribute, ast.Attribute):
        return False
    outer = model.parent(attribute)
    asked = outer if isinstance(outer, ast.Call) and outer.func is attribute else attribute
    if isinstance(model.parent(asked), ast.Await) or not isinstance(attribute.ctx, ast.Load):
        return True
    if model.effects_at(attribute) or model.effects_at(asked):
        return True
    options = options_of(model.value_of(call))
    return not all(isinstance(o, Instance) and o.summary.module.is_stub for o in options)


def _inner(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The call that blocks and gives what *call* is a method of."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not isinstance(made, ast.Call) or not model.effects_at(made):
        return None
    is_plain = model.types.members.is_marked(model.value_of(made), _NOTHING)
    return made if is_plain else None


def _outer(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    """The call that blocks and is a method of what *call* gives."""
    attribute = model.parent(call)
    outer = model.parent(attribute) if isinstance(attribute, ast.Attribute) else None
    if not isinstance(outer, ast.Call) or outer.func is not attribute:
        return None
    return outer if model.effects_at(outer) and _inner(outer, model) is call else None
