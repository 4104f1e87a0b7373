"""Calls that take something away, and those after them that put it back.

``client.drop_collection(name); self.make_empty(name)`` and ``shutil.rmtree(folder); folder.mkdir()``: as
long as nothing waits, both are done. With a wait between them a cancellation leaves nothing there, and
others find nothing. Stubs tell what takes away; what is called later on the same service, or for the same
path, and is given the same, puts it back. So it is with ``rows.delete_many(old); rows.insert_many(new)``,
where each later call on the object may put something there.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import end_of, leads_to, start_of
from flake8_asyncpitfalls.analyses.file_accesses import file_marker, paths_of
from flake8_asyncpitfalls.analyses.object_changes import run_together
from flake8_asyncpitfalls.rules.blocking._steps.after_cancellation import handlers_around
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    ModuleValue,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_SERVICES = frozenset({"database", "service"})
_REMOVING = frozenset({"remove", "rmdir", "rmtree", "unlink"})
_MAKING = frozenset({"copytree", "makedirs", "mkdir", "touch", "write_bytes", "write_text"})
_OWN = ("self", "cls")
_MARKER = "takes_away"


class _Order(NamedTuple):
    """A call for whose answer nobody asks: about what, and which method does it."""

    call: ast.Call
    about: str
    what: str
    takes_away: bool


def restoring(model: SemanticModel, scope: Scope) -> Iterator[tuple[ast.Call, ast.Call]]:
    """The pairs of such calls in *scope* between which it does not wait."""
    calls = sorted((c for c in scope.of_type(ast.Call) if model.is_dropped(c)), key=start_of)
    orders = [order for call in calls for order in _orders(call, model)]
    if len({order.about for order in orders}) == len(orders):
        return
    waiting = suspensions(scope.body)
    waits = sorted(start_of(node) for node in waiting if isinstance(node, (ast.expr, ast.stmt)))
    last: dict[str, _Order] = {}
    for order in orders:
        first = last.get(order.about)
        if first is not None and _may_follow(first, order, model):
            begin, end = start_of(first.call), end_of(order.call)
            if bisect_left(waits, begin) == bisect_right(waits, end):
                yield first.call, order.call
        last[order.about] = order


def _may_follow(first: _Order, second: _Order, model: SemanticModel) -> bool:
    """Whether *second* puts back what *first* takes away, and not because that failed."""
    if first.what == second.what or second.takes_away or not first.takes_away:
        return False
    handlers = {*handlers_around(second.call, model)} - {*handlers_around(first.call, model)}
    return not handlers and leads_to(first.call, second.call, model.terms.parents)


def _orders(call: ast.Call, model: SemanticModel) -> Iterator[_Order]:
    """What *call* orders: of the service that its object is, or that its own object has; about a path."""
    what = last_name(call.func)
    given = arguments_of(call)[:1]
    key = unparsed(given[0]) if given else ""
    kinds = model.effects_at(call).keys() & _SERVICES
    marker = model.marker(call.func, _MARKER)
    is_of_object = marker is not None and "of" in marker.keywords
    for service in _services(call, model) if kinds else ():
        yield _Order(call, service, what, is_of_object)
        if key:
            yield _Order(call, f"{service}({key})", what, marker is not None and not is_of_object)
    for option in options_of(model.value_of(call.func)):
        file = file_marker(option.summary) if isinstance(option, FunctionValue) else None
        if file is not None and isinstance(option, FunctionValue) and what in _REMOVING | _MAKING:
            for path in [*paths_of(call, file, option.summary)][-1:]:
                yield _Order(call, unparsed(path), what, what in _REMOVING)


def _services(call: ast.Call, model: SemanticModel) -> set[str]:
    """The expressions by which *call*, or the method of its own object that it calls, reaches services."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if owner is None or isinstance(model.value_of(owner), ModuleValue):
        return set()
    if not isinstance(owner, ast.Name) or owner.id not in _OWN:
        return {unparsed(owner)}
    return {
        unparsed(inner.func.value)
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue)
        for summary in run_together(model, option)
        for inner in summary.scope.of_type(ast.Call)
        if isinstance(inner.func, ast.Attribute) and isinstance(inner.func.value, ast.Attribute)
    }
