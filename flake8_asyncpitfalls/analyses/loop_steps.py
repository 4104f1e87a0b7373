"""Steps of the event loop that a new wait, or a thread, would divide.

``if self.get(name): return`` ... ``self.users[name] = user`` is one step as long as nothing between the
two waits: no other task runs there. A new wait in it lets another task read the same, and both write.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.analyses.function_steps import (
    ASSIGNED,
    SERVICE,
    At,
    FunctionSteps,
    Step,
    Use,
    end_of,
    leads_to,
    service_uses,
    start_of,
)
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.shared_state import (
    BEGINNINGS,
    is_locked,
    may_be_in_several_tasks,
)
from flake8_asyncpitfalls.analyses.state_accesses import FILE, OWN, Access, Accesses
from flake8_asyncpitfalls.semantics.inference.values import ModuleValue
from flake8_asyncpitfalls.semantics.source.node_fields import is_nothing, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_OF_SERVICES = frozenset({"database", "http", "service"})
"""Kinds of what blocks for an answer of somebody else."""


def step_around(
    model: SemanticModel, call: ast.Call, moved: Sequence[ast.stmt] = ()
) -> Step | None:
    """The step of the loop that a wait at *call* would divide, if there is one.

    The statements that are *moved* stay together.
    """
    scope = model.scope_of(call)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return None
    parents, steps = model.terms.parents, model.analysis(_Steps).of(scope)
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    for step in steps:
        read, write = step.read, step.write
        if read.node is write.node:
            continue
        # Two threads give back what both have asked for, and the second takes the first's change away;
        # or both make what neither has found.
        is_of_service = step.gives_back or write.access.place[0] == SERVICE
        is_whole = is_of_service and _outlives(write, scope, model)
        if not _is_around(step, start if moved else end, end, is_whole=is_whole):
            continue
        # What is tested again after the wait is known then.
        if any(one.write is write and one.is_test and one.read.at >= end for one in steps):
            continue
        if leads_to(call, write.node, parents) and not _is_kept_apart(step, call, model):
            return step
    return None


def is_step_in_memory(model: SemanticModel, scope: Scope) -> bool:
    """Whether the coroutine *scope* reads state in memory, and writes there what rests on it."""
    return any(
        step.write.access.place[0] not in (FILE, SERVICE)
        for step in model.analysis(_Steps).of(scope)
    )


def _outlives(write: Use, scope: Scope, model: SemanticModel) -> bool:
    """Whether the object that *write* calls is there for other calls of the function as well."""
    bindings = model.terms.table(scope).by_name.get(root_name(write.node), ())
    return all(one.kind == "param" for one in bindings)


def _is_around(step: Step, start: At, end: At, *, is_whole: bool) -> bool:
    """Whether what runs from *start* to *end* comes after the reading, and not after the writing.

    Where it is more than a moment, the step must not lie wholly inside, unless threads would part it
    too (*is_whole*).
    """
    read, written = step.read.at, step.write.at
    if not (read < end and start <= written):
        return False
    return is_whole or start == end or not (start <= read and written <= (*end[:2], ASSIGNED))


class _Steps:
    """The steps of each function, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[Step]] = {}

    def of(self, scope: Scope) -> list[Step]:
        """Those of the coroutine *scope* in which it does not wait as it is."""
        if scope not in self._known:
            assert isinstance(scope.node, ast.AsyncFunctionDef)
            function = self._model.summary_of(scope.node)
            services = _of_services(scope, self._model)
            steps = FunctionSteps(function, self._model, self._accesses(function), services)
            found = [step for step in steps.all() if self._is_shared(step.write, scope)]
            self._known[scope] = found
        return self._known[scope]

    def _accesses(self, function: FunctionSummary) -> Iterable[tuple[ast.expr, Access]]:
        return self._model.analysis(Accesses).of(function)

    def _is_shared(self, write: Use, scope: Scope) -> bool:
        """Whether another task may come to *scope*, or elsewhere to the same state."""
        if may_be_in_several_tasks(scope, self._model):
            return True
        return any(True for _ in _writers_elsewhere(write.access, scope, self._model))


def _of_services(scope: Scope, model: SemanticModel) -> Iterator[Use]:
    """What blocking calls on one object ask, and do: those called for their effect, or given the same."""
    for call in scope.of_type(ast.Call):
        for service in _services(call, model):
            yield from service_uses(call, service, is_dropped=model.is_dropped(call))


def _services(call: ast.Call, model: SemanticModel) -> Iterator[str]:
    """The object that the blocking *call* asks; a method of the function's own one by what that asks."""
    effects = model.effects_at(call) if isinstance(call.func, ast.Attribute) else {}
    if not isinstance(call.func, ast.Attribute) or effects.keys() <= {*FILES}:
        return
    owner = call.func.value
    if isinstance(owner, ast.Name) and owner.id in ("self", "cls"):
        for kind, effect in effects.items():
            if kind in _OF_SERVICES:
                yield f"{owner.id} by {effect.name.split('.')[0]}"
    elif not isinstance(model.value_of(owner), ModuleValue):
        yield ast.unparse(owner)


def _is_kept_apart(step: Step, call: ast.Call, model: SemanticModel) -> bool:
    """Whether a lock that all who write the same state take is held at *call*."""
    if not is_locked(call, model):
        return False
    others = _writers_elsewhere(step.write.access, model.scope_of(call), model)
    return all(is_locked(node, model) for node in others)


def _writers_elsewhere(access: Access, scope: Scope, model: SemanticModel) -> Iterator[ast.AST]:
    """What other functions of this file write to the state of *access*, as far as the names tell."""
    name = access.place[-1]
    nodes: list[ast.expr] = []
    if access.place[0] != OWN:
        nodes += model.uses.mentions(name, model.terms.root)
    elif len(access.place) == 2:
        own = scope.enclosing_class
        found = model.uses.attributes(name)
        nodes += [node for node in found if model.scope_of(node).enclosing_class is own]
    for node in nodes:
        where = model.scope_of(node)
        if where is not scope and where.is_function and where.name not in BEGINNINGS:
            if _is_written(node, model) and not _only_resets(node, model):
                yield node


def _is_written(node: ast.expr, model: SemanticModel) -> bool:
    parent = model.parent(node)
    if not isinstance(getattr(node, "ctx", None), ast.Load):
        return True
    match parent:
        case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()) if value is node:
            return True
        case ast.Attribute(attr=attr):
            return attr in CHANGING and isinstance(model.parent(parent), ast.Call)
    return False


def _only_resets(node: ast.expr, model: SemanticModel) -> bool:
    parent = model.parent(node)
    return isinstance(parent, ast.Assign) and is_nothing(parent.value)
