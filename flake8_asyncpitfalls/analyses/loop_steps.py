"""Steps of the event loop that a new wait, or a thread, would divide.

``if self.get(name): return`` ... ``self.users[name] = user`` is one step as long as nothing between the
two waits: no other task runs there. A new wait in it lets another task read the same, and both write.
So do two threads in a function that is such a step by itself.
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
    start_of,
)
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.shared_state import (
    BEGINNINGS,
    is_in_several_tasks,
    is_locked,
)
from flake8_asyncpitfalls.analyses.state_accesses import FILE, OWN, WHOLE, Access, Accesses
from flake8_asyncpitfalls.analyses.thread_affinity import is_named_lock
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, ModuleValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, is_nothing, root_name
from flake8_asyncpitfalls.semantics.summaries.sites import site_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary


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
        # Two threads give back what both have asked for, and the second takes the first's change away.
        is_whole = step.gives_back and _outlives(write, scope, model)
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


def is_step_in_thread(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls is such a step by itself: two threads, or one and the loop, come between."""
    options = [o for o in options_of(model.value_of(call.func)) if isinstance(o, FunctionValue)]
    return any(
        not option.summary.module.is_stub
        and not option.summary.is_async
        and model.analysis(_Steps).is_step(option.summary)
        for option in options
    )


class _Steps:
    """The steps of each function, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[Step]] = {}
        self._inside: dict[FunctionSummary, bool] = {}

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
        if is_in_several_tasks(scope, self._model):
            return True
        return any(True for _ in _writers_elsewhere(write.access, scope, self._model))

    def _blocks_in(self, step: Step, function: FunctionSummary) -> bool:
        """Whether something between the two blocks: there another thread certainly gets its turn."""
        model, terms, scope = self._model, function.module.terms, function.scope
        for call in scope.of_type(ast.Call):
            if step.read.at <= start_of(call) and end_of(call) <= step.write.at:
                site = site_term(terms, call, scope)
                frame = model.types.frame(function.module)
                if site is not None and model.call_effects.of_site(*site, frame):
                    return True
        return False

    def is_step(self, function: FunctionSummary) -> bool:
        """Whether *function* itself reads state, blocks, and writes what rests on that, under no lock."""
        if function not in self._inside:
            steps = FunctionSteps(function, self._model, self._accesses(function))
            function.module.hold(steps)
            found = list(steps.all())
            kept = {step.write.node for step in found if not _is_open(step, function)}
            self._inside[function] = any(
                # What is read again under the lock of the writing is known there.
                step.write.node not in kept and self._blocks_in(step, function)
                for step in found
            )
        return self._inside[function]


def _of_services(scope: Scope, model: SemanticModel) -> Iterator[Use]:
    """What blocking calls on one object ask, and do: those called for their effect, or given the same."""
    for call in scope.of_type(ast.Call):
        effects = model.effects_at(call) if isinstance(call.func, ast.Attribute) else {}
        if isinstance(call.func, ast.Attribute) and not effects.keys() <= {*FILES}:
            owner = call.func.value
            is_own = isinstance(owner, ast.Name) and owner.id in ("self", "cls")
            if is_own or isinstance(model.value_of(owner), ModuleValue):
                continue
            place = (SERVICE, ast.unparse(owner))
            given = [arg for arg in arguments_of(call) if not isinstance(arg, ast.Constant)]
            is_dropped = model.is_dropped(call)
            for key in [ast.unparse(arg) for arg in given] or [WHOLE]:
                yield Use(call, Access(place, key), start_of(call))
                if key or is_dropped:
                    yield Use(call, Access(place, key, True, adds=True), end_of(call))


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


def _is_open(step: Step, function: FunctionSummary) -> bool:
    """Whether *step* is two things that no lock of threads, held from one to the other, keeps together."""
    if step.write.node is step.read.node:
        return False
    parents = function.module.terms.parents
    return _locks_around(step.read.node, parents).isdisjoint(
        _locks_around(step.write.node, parents)
    )


def _locks_around(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> set[ast.With]:
    """The blocks around *node* in its function that hold what is named like a lock."""
    found = set()
    while not isinstance(node, FUNCTION_TYPES):
        node = parents[node]
        if isinstance(node, ast.With) and is_named_lock(node):
            found.add(node)
    return found
