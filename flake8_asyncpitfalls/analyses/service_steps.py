"""Functions that get something from a service behind their object, change it, and save it there.

So do those that make there what they have not found, and those that take away what they have, and put
something in its place.

``lock = self.get_lock(name)``, ``lock.issue()``, ``self.save_lock(lock)``, where both ask one server: for
the event loop that is one step. In threads two of them get the same, and the second saves over the
first. The object's own methods count as what they do, and what subclasses have in their place.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import end_of, start_of
from flake8_asyncpitfalls.analyses.entry_keys import WHOLE
from flake8_asyncpitfalls.analyses.file_accesses import FILES, makes_new_name
from flake8_asyncpitfalls.analyses.function_steps import SERVICE, FunctionSteps, Use
from flake8_asyncpitfalls.analyses.object_changes import CHANGING, changes_object
from flake8_asyncpitfalls.analyses.service_answers import about_one
from flake8_asyncpitfalls.analyses.state_accesses import Access, Held
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, block_of, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.terms.term import Term

_Service = tuple[str, str]
"""The class whose objects ask it, and the attribute that it hangs on."""
_DEPTH, _MOST_CALLS, _MOST_OPTIONS = 3, 60, 8


def saves_what_it_got(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls, or a method of its object that it calls, is such a step.

    What is about a name that is made for the call alone is nobody else's.
    """
    if any(_has_new_name(arg, model) for arg in arguments_of(call)):
        return False
    services = model.analysis(_Services)
    options = [o for o in options_of(model.value_of(call.func)) if isinstance(o, FunctionValue)]
    return any(services.is_step(option) for option in options)


def _has_new_name(arg: ast.expr, model: SemanticModel) -> bool:
    """Whether *arg* is made of a name that nothing else has: ``key = str(uuid.uuid4())``."""
    made: list[ast.AST] = [arg]
    if isinstance(arg, ast.Name):
        bindings = model.terms.bindings_read(arg, model.scope_of(arg))
        made = [one.value for one in bindings if one.kind == "assign" and one.value is not None]
        made = made if len(made) == len(bindings) else []
    return bool(made) and all(
        any(
            isinstance(node, ast.Call) and makes_new_name(model.value_of(node.func))
            for node in walk_code([value])
        )
        for value in made
    )


class _Services:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._types = model.types
        self._of: dict[FunctionValue, frozenset[_Service]] = {}
        self._steps: dict[FunctionValue, bool] = {}

    def is_step(self, function: FunctionValue) -> bool:
        """Whether *function*, or a method of its object that it calls, is such a step."""
        known = self._steps.get(function)
        if known is None:
            self._steps[function] = False
            held = Held()
            function.summary.module.hold(held)
            known = not _is_left_out(function) and (
                self._saves(function)
                or self._makes_what_lacks(function)
                or any(
                    self.is_step(o) for call in _calls(function) for o in self._own(call, function)
                )
            )
            self._steps[function] = known
        return known

    def _saves(self, function: FunctionValue) -> bool:
        """Whether *function* itself gets, changes and saves."""
        calls = sorted(_calls(function), key=lambda call: (call.lineno, call.col_offset))
        parents = function.summary.module.terms.parents
        for place, getting in enumerate(calls):
            name = _bound(parents[getting])
            found = self._at(getting, function) if name else frozenset()
            changed = False
            for later in calls[place + 1 :] if found else ():
                changed = changed or self._is_changed(name, getting, later, function)
                is_saved = changed and any(root_name(arg) == name for arg in later.args)
                is_done = is_saved and isinstance(parents[later], ast.Expr)
                if is_done and not found.isdisjoint(self._at(later, function)):
                    return True
        return False

    def _makes_what_lacks(self, function: FunctionValue) -> bool:
        """Whether *function* itself makes what it has not found, or replaces what it has."""
        parents = function.summary.module.terms.parents
        uses = [
            use
            for call in _calls(function)
            for service in self._at(call, function)
            for use in service_uses(
                call, ".".join(service), is_dropped=isinstance(parents[call], ast.Expr)
            )
        ]
        if not any(use.access.is_write for use in uses):
            return False
        steps = FunctionSteps(function.summary, self._model, (), uses)
        return any(True for _ in steps.all()) or _replaces(function, uses)

    def _is_changed(
        self, name: str, getting: ast.Call, before: ast.Call, function: FunctionValue
    ) -> bool:
        """Whether the object *name* is changed after *getting*, and no later than *before* begins."""
        stop = before.lineno
        nodes: list[ast.Attribute | ast.Subscript] = function.summary.scope.of_type(
            ast.Attribute, ast.Subscript
        )
        return any(
            getting.lineno < node.lineno <= stop
            and root_name(node) == name
            and (not isinstance(node.ctx, ast.Load) or self._is_changing(node, function))
            for node in nodes
        )

    def _is_changing(self, node: ast.Attribute | ast.Subscript, function: FunctionValue) -> bool:
        """Whether *node* is a method that changes its object, or nobody knows what it does."""
        summary = function.summary
        call = summary.module.terms.parents[node]
        if not isinstance(node, ast.Attribute) or not isinstance(call, ast.Call):
            return False
        if call.func is not node:
            return False
        value = self._model.value_in(node, summary, summary.scope)
        is_order = isinstance(summary.module.terms.parents[call], ast.Expr)
        return (
            node.attr in CHANGING
            or any(changes_object(self._model, option) for option in options_of(value))
            or (is_order and isinstance(value, Unknown))
        )

    def _at(self, call: ast.Call, function: FunctionValue) -> frozenset[_Service]:
        """The services that *call* asks, itself or through methods of its own object."""
        found: set[_Service] = set()
        for option in self._own(call, function):
            found |= self._services(option, _DEPTH)
        return frozenset(found) | self._asked(call, function)

    def _services(self, function: FunctionValue, depth: int) -> frozenset[_Service]:
        """Those that *function* asks."""
        known = self._of.get(function)
        if known is None and depth and not _is_left_out(function):
            self._of[function] = frozenset()
            held = Held()
            function.summary.module.hold(held)
            found: set[_Service] = set()
            for call in _calls(function):
                found |= self._asked(call, function)
                for option in self._own(call, function):
                    found |= self._services(option, depth - 1)
            known = self._of[function] = frozenset(found)
        return known or frozenset()

    def _asked(self, call: ast.Call, function: FunctionValue) -> frozenset[_Service]:
        """The service that *call*, of a library's method, waits for; nobody knows of an unknown one."""
        owner = function.receiver
        term = function.summary.module.terms.reduce(call.func, function.summary.scope)
        attribute = _own_attribute(term)
        if not attribute or not isinstance(owner, Instance):
            return frozenset()
        frame = self._types.calls.frame_of(function, [], {})
        for option in options_of(self._types.evaluate(term, frame)):
            if isinstance(option, (Unknown, UnresolvedName)):
                return frozenset({(owner.qualified_name, attribute)})
            if isinstance(option, FunctionValue) and option.summary.module.is_stub:
                marker = option.summary.markers.get("blocks")
                if marker is not None and marker.args[0] not in FILES:
                    return frozenset({(owner.qualified_name, attribute)})
        return frozenset()

    def _own(self, call: ast.Call, function: FunctionValue) -> Iterator[FunctionValue]:
        """The methods of its own object that *call* of *function* may run, those of subclasses too."""
        summary = function.summary
        term = summary.module.terms.reduce(call.func, summary.scope)
        if term[0] != "attr" or term[1][0] not in ("self", "super"):
            return
        frame = self._types.calls.frame_of(function, [], {})
        for option in options_of(self._types.evaluate(term, frame)):
            if isinstance(option, FunctionValue) and isinstance(option.receiver, Instance):
                yield option
                if term[1][0] == "super":
                    continue
                others = self._types.implementations.of_method(term[2], option.receiver)
                yield from others[:_MOST_OPTIONS]


def _replaces(function: FunctionValue, uses: Sequence[Use]) -> bool:
    """Whether a test of a service is followed by what takes the thing away there, and what makes it again."""
    parents = function.summary.module.terms.parents
    done = {use.node: use for use in uses if isinstance(parents[use.node], ast.Expr)}
    return any(
        asked.access.place == first.access.place == second.access.place
        and about_one(asked.node, first.node)
        and about_one(first.node, second.node)
        for stmt in function.summary.scope.of_type(ast.If)
        if not stmt.orelse
        for asked in uses
        if asked.node in ast.walk(stmt.test)
        for first in done.values()
        if parents[first.node] in stmt.body
        for second in done.values()
        if parents[second.node] in block_of(stmt, parents[stmt]) and second.at > first.at
    )


def _is_left_out(function: FunctionValue) -> bool:
    """Whether nobody looks into it: it is a library's, waits itself, or is very long."""
    summary = function.summary
    if summary.module.is_stub or summary.is_async or summary.is_generator:
        return True
    return len(summary.scope.of_type(ast.Call)) > _MOST_CALLS


def _calls(function: FunctionValue) -> list[ast.Call]:
    return function.summary.scope.of_type(ast.Call)


def _bound(parent: ast.AST) -> str:
    """The variable that a call is assigned to, as the only thing; else ''."""
    match parent:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _own_attribute(callee: Term) -> str:
    """``red`` of ``self.red.get``, ``""`` where it is no method of something that ``self`` has."""
    while callee[0] in ("attr", "call", "item", "enter"):
        if callee[0] == "attr" and callee[1][0] == "self":
            return str(callee[2])
        callee = callee[1]
    return ""


def service_uses(
    call: ast.Call, service: str, *, is_dropped: bool, is_listed: bool = False
) -> Iterator[Use]:
    """What *call* of *service* reads; and writes, if for its effect (*is_dropped*) or about something.

    *is_listed*: all that the service has was listed before. One may be made that was not among them, be
    its name written there.
    """
    place = (SERVICE, service)
    given = [arg for arg in arguments_of(call) if not isinstance(arg, ast.Constant)]
    named = ", ".join(map(unparsed, arguments_of(call))) if is_listed else WHOLE
    for key in [unparsed(arg) for arg in given] or [WHOLE]:
        yield Use(call, Access(place, key), start_of(call))
        if key or named or is_dropped:
            yield Use(call, Access(place, key or named, True, adds=True), end_of(call))
