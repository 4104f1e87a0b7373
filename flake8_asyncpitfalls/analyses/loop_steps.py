"""Steps of the event loop that a new wait, or a thread, would divide.

``if self.get(name): return`` ... ``self.users[name] = user`` is one step as long as nothing between the
two waits: no other task runs there. A new wait in it lets another task read the same, and both write.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import (
    ASSIGNED,
    At,
    end_of,
    leads_to,
    start_of,
    waits_of,
)
from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.analyses.function_steps import (
    RECORDS,
    SERVICE,
    FunctionSteps,
    Step,
    Use,
)
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.service_steps import service_uses
from flake8_asyncpitfalls.analyses.shared_state import (
    BEGINNINGS,
    is_locked,
    may_be_in_several_tasks,
)
from flake8_asyncpitfalls.analyses.state_accesses import OWN, Access, Accesses
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    ModuleValue,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, is_nothing, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_OF_SERVICES = frozenset({"database", "http", "service"})
"""Kinds of what blocks for an answer of somebody else."""
_PLAIN = ("builtins.", "datetime.", "uuid.")
"""Classes whose objects may name a record."""
_MOST_ASKED = 16
_NEVER: At = (0, 0, 0)


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
        is_whole = step.gives_back or write.access.place[0] == SERVICE
        if not _is_around(step, start if moved else end, end, is_whole=is_whole):
            continue
        # What is tested again after the wait is known then.
        if model.analysis(_Steps).last_test(scope, write) >= end:
            continue
        if leads_to(call, write.node, parents) and not _is_kept_apart(step, call, model):
            return step
    return model.analysis(_Steps).emptied_after(call, end)


def writes_what_it_read(model: SemanticModel, scope: Scope) -> bool:
    """Whether the coroutine *scope* reads state in memory or a file, and writes there what rests on it."""
    return any(step.write.access.place[0] != SERVICE for step in model.analysis(_Steps).of(scope))


def steps_of(model: SemanticModel, scope: Scope) -> Sequence[Step]:
    """The steps of the coroutine *scope*, in which it does not wait as it is, on what others reach."""
    return model.analysis(_Steps).of(scope)


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
        self._tests: dict[Scope, dict[Use, At]] = {}
        self._emptied: dict[Scope, list[tuple[Use, set[str]]]] = {}
        self._fillers: dict[
            tuple[Scope | None, str], tuple[dict[Scope, set[str]], Counter[str]]
        ] = {}

    def of(self, scope: Scope) -> list[Step]:
        """Those of the coroutine *scope* in which it does not wait as it is."""
        if scope not in self._known:
            assert isinstance(scope.node, ast.AsyncFunctionDef)
            function = self._model.summary_of(scope.node)
            services = _of_services(scope, self._model)
            steps = FunctionSteps(function, self._model, self._accesses(function), services)
            every = (*steps.all(), *steps.begun_anew(), *steps.read_again())
            self._known[scope] = [one for one in every if self._is_shared(one.write, scope)]
        return self._known[scope]

    def last_test(self, scope: Scope, write: Use) -> At:
        """When the last test in *scope* reads what decides that *write* is done."""
        if scope not in self._tests:
            found = self._tests[scope] = {}
            for step in self.of(scope):
                if step.is_test:
                    found[step.write] = max(step.read.at, found.get(step.write, _NEVER))
        return self._tests[scope].get(write, _NEVER)

    def emptied_after(self, call: ast.Call, end: At) -> Step | None:
        """What the function of *call* empties after *end* that others fill as they use what *call* uses.

        What they put in while it waits goes away with the rest, though *call* has not seen it.
        """
        model, scope = self._model, self._model.scope_of(call)
        if scope not in self._emptied:
            self._emptied[scope] = list(self._emptying(scope))
        for emptying, attributes in self._emptied[scope]:
            node, at = emptying.node, emptying.at
            if at < end or attributes.isdisjoint(_used_by(call, model)):
                continue
            step = Step(Use(call, emptying.access, end), emptying, is_test=False)
            is_parted = any(end < wait < at for wait, _ in waits_of(scope))
            if not is_parted and leads_to(call, node, model.terms.parents):
                if not _is_kept_apart(step, call, model):
                    return step
        return None

    def _emptying(self, scope: Scope) -> Iterator[tuple[Use, set[str]]]:
        """What *scope* empties of its object, with the attributes that those use who fill it.

        Where *scope* fills it again, what there is comes from what it waited for.
        """
        model = self._model
        assert isinstance(scope.node, ast.AsyncFunctionDef)
        begun = {step.read.node for step in self.of(scope)}
        for node, access in self._accesses(model.summary_of(scope.node)):
            is_own = access.place[0] == OWN and len(access.place) == 2
            if access.empties and is_own and node not in begun:
                used = self._used_by_fillers(access, scope) - {access.place[1]}
                if used and may_be_in_several_tasks(scope, model):
                    yield Use(node, access, start_of(node)), used

    def _used_by_fillers(self, access: Access, scope: Scope) -> set[str]:
        """The attributes of the object that methods other than *scope* use that write the same."""
        place = (scope.enclosing_class, access.place[1])
        if place not in self._fillers:
            nodes = _writers(access, scope.enclosing_class, self._model)
            scopes = {self._model.scope_of(node) for node in nodes}
            used = {one: _own_attributes(one) for one in scopes}
            self._fillers[place] = (
                used,
                Counter(name for names in used.values() for name in names),
            )
        used, counts = self._fillers[place]
        own = used.get(scope, set())
        return {name for name, count in counts.items() if count > (name in own)}

    def _accesses(self, function: FunctionSummary) -> Iterable[tuple[ast.expr, Access]]:
        return self._model.analysis(Accesses).of(function)

    def _is_shared(self, write: Use, scope: Scope) -> bool:
        """Whether another task may come to *scope*, or elsewhere to the same state."""
        if may_be_in_several_tasks(scope, self._model):
            return True
        return any(True for _ in _writers_elsewhere(write.access, scope, self._model))


def _of_services(scope: Scope, model: SemanticModel) -> Iterator[Use]:
    """What blocking calls on one object ask, and do: those called for their effect, or given the same."""
    listed: set[str] = set()
    records = _Records(model)
    for call in sorted(scope.of_type(ast.Call), key=start_of):
        for service in _services(call, model):
            is_dropped = model.is_dropped(call)
            uses = service_uses(call, service, is_dropped=is_dropped, is_listed=service in listed)
            if service.startswith(RECORDS):
                yield from records.among(uses, call, is_dropped=is_dropped)
                continue
            yield from uses
            listed |= set() if arguments_of(call) else {service}


class _Records:
    """What the functions of the project that one function calls ask of records, and write to them."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._objects: set[str] = set()
        self._left = _MOST_ASKED

    def among(self, uses: Iterable[Use], call: ast.Call, *, is_dropped: bool) -> Iterator[Use]:
        """Those of *uses*, by *call*, that are told by a key; only whose answer is taken asks anything.

        Of very many that ask the first: each with each that writes would be too many.
        """
        self._objects |= {unparsed(given) for given in _objects_given_to(call, self._model)}
        for use in uses:
            if use.access.key in self._objects:
                continue
            if not use.access.is_write:
                if is_dropped or not self._left:
                    continue
                self._left -= 1
            yield use


def _services(call: ast.Call, model: SemanticModel) -> Iterator[str]:
    """The object that the blocking *call* asks; a method of the function's own one by what that asks.

    Functions of the project that are told about which record it is ask their own service, by its kind.
    """
    effects = model.effects_at(call)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if effects.keys() <= {*FILES}:
        if owner is not None and not effects and _is_done_elsewhere(call, model):
            yield unparsed(owner)
        return
    if isinstance(owner, ast.Name) and owner.id in ("self", "cls"):
        for kind, effect in effects.items():
            if kind in _OF_SERVICES:
                yield f"{owner.id} by {effect.name.split('.')[0]}"
    elif owner is None or isinstance(model.value_of(owner), ModuleValue):
        if any(effect.hops for effect in effects.values()) and _is_told_which(call):
            yield from (f"{RECORDS}{kind}" for kind in effects if kind in _OF_SERVICES)
    else:
        yield unparsed(owner)


def _is_done_elsewhere(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is of a plain method that its class leaves open, and nothing here stands in for.

    Such an interface is there for a store or a service that others bring.
    """
    options = options_of(model.value_of(call.func))
    implementations = model.types.implementations
    return bool(options) and all(
        isinstance(option, FunctionValue)
        and option.receiver is not None
        and not option.summary.is_async
        and implementations.is_left_open(option.summary)
        and not implementations.instead_of(option)
        for option in options
    )


def _is_told_which(call: ast.Call) -> bool:
    return any(not isinstance(given, ast.Constant) for given in arguments_of(call))


def _objects_given_to(call: ast.Call, model: SemanticModel) -> Iterator[ast.expr]:
    """What *call* is given that names no record: a session, a client, a model of the request."""
    for given in arguments_of(call):
        value = model.value_of(given)
        if isinstance(value, Instance) and not value.qualified_name.startswith(_PLAIN):
            yield given


def _used_by(call: ast.Call, model: SemanticModel) -> set[str]:
    """The attributes of the object that *call* is given, or works on, or that its method uses."""
    found = {name for node in ast.walk(call) for name in _own_attribute(node)}
    for option in options_of(model.value_of(call.func)):
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
            if root_name(call.func) == "self":
                found |= _own_attributes(option.summary.scope)
    return found


def _own_attributes(scope: Scope) -> set[str]:
    return {name for node in scope.of_type(ast.Attribute) for name in _own_attribute(node)}


def _own_attribute(node: ast.AST) -> list[str]:
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return [name]
    return []


def _is_kept_apart(step: Step, call: ast.Call, model: SemanticModel) -> bool:
    """Whether a lock that all who write the same state take is held at *call*."""
    if not is_locked(call, model):
        return False
    others = _writers_elsewhere(step.write.access, model.scope_of(call), model)
    return all(is_locked(node, model) for node in others)


def _writers_elsewhere(access: Access, scope: Scope, model: SemanticModel) -> Iterator[ast.AST]:
    """What other functions of this file write to the state of *access*, as far as the names tell."""
    for node in _writers(access, scope.enclosing_class, model):
        if model.scope_of(node) is not scope:
            yield node


def _writers(access: Access, own: Scope | None, model: SemanticModel) -> Iterator[ast.AST]:
    """What the functions of this file, for an attribute those of the class *own*, write there."""
    name = access.place[-1]
    nodes: list[ast.expr] = []
    if access.place[0] != OWN:
        nodes += model.uses.mentions(name, model.terms.root)
    elif len(access.place) == 2:
        found = model.uses.attributes(name)
        nodes += [node for node in found if model.scope_of(node).enclosing_class is own]
    for node in nodes:
        where = model.scope_of(node)
        if where.is_function and where.name not in BEGINNINGS:
            if is_written(node, model) and not _only_resets(node, model):
                yield node


def is_written(node: ast.expr, model: SemanticModel) -> bool:
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
