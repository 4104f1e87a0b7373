"""Whether statements may run in another thread, as far as what they do is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.calling_back import calls_back
from flake8_asyncpitfalls.analyses.conversion.hops import hops_among
from flake8_asyncpitfalls.analyses.conversion.request_objects import is_of_request
from flake8_asyncpitfalls.analyses.loop_needs import is_loop_bound
from flake8_asyncpitfalls.analyses.object_changes import CHANGING, changes_its_object
from flake8_asyncpitfalls.analyses.program_ends import ends_program
from flake8_asyncpitfalls.analyses.taken_changes import changes_what_it_took
from flake8_asyncpitfalls.analyses.thread_affinity import (
    belongs_to_thread,
    gives_asynchronous_object,
    is_construction,
)
from flake8_asyncpitfalls.analyses.thread_ownership import (
    gets_of_others,
    hands_out_new,
    new_getter,
)
from flake8_asyncpitfalls.analyses.unlocked_objects import uses_objects_of_others
from flake8_asyncpitfalls.analyses.without_executor import ends_default_executor
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    ContainerMethod,
    FunctionValue,
    Instance,
    NamedInstance,
    Unknown,
    UnresolvedName,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, first_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_NEXT = "builtins.next"
_OF_FRAME = frozenset({
    "builtins.locals", "builtins.vars", "builtins.dir", "builtins.eval", "builtins.exec",
})  # fmt: skip
"""What looks at the variables of the function that it is called in."""
_LOGGING = frozenset({
    "critical", "debug", "error", "exception", "info", "log", "trace", "warn", "warning",
})  # fmt: skip
"""What every logger may be told in any thread."""


def is_fit_for_thread(
    model: SemanticModel, stmts: Sequence[ast.stmt | ast.expr], target: ast.expr | None
) -> bool:
    """Whether what *stmts* do may be done in a thread.

    *target* is what the statements that stay assign to, so that the thread does not.
    """
    return _Fitness(model, stmts, target).is_fit()


class _Fitness:
    def __init__(
        self, model: SemanticModel, stmts: Sequence[ast.stmt | ast.expr], target: ast.expr | None
    ) -> None:
        self._model, self._stmts = model, stmts
        self._target = target
        self._inside = {node for stmt in stmts for node in ast.walk(stmt)}

    def is_fit(self) -> bool:
        nodes = list(walk_code(self._stmts))
        # Whoever wrote that a thread runs it has said that it may.
        hops = hops_among(self._model, nodes)
        asked = {part for hop in hops for part in (hop, hop.args[0])}
        return all(self._is_node_fit(node) for node in nodes if node not in asked)

    def _is_node_fit(self, node: ast.AST) -> bool:
        if isinstance(node, (ast.Attribute, ast.Subscript)) and _is_stored(node):
            return node is self._target or self._is_made_inside(node)
        if isinstance(node, ast.Attribute) and not self._is_made_inside(node):
            return self._is_getting_fit(node)
        if isinstance(node, ast.Call):
            return self._is_call_fit(node)
        if isinstance(node, (ast.For, ast.comprehension)) and self._is_changed_elsewhere(node.iter):
            return False
        return not isinstance(node, ast.Name) or self._is_name_fit(node)

    def _is_getting_fit(self, attribute: ast.Attribute) -> bool:
        """Whether *attribute* is no object of one thread, or one that a property makes each time."""
        model = self._model
        getter = new_getter(model.types, model.value_of(attribute.value), attribute.attr)
        if getter is not None and gets_of_others(model, getter):
            return False
        if not self._gives_bound(attribute):
            return True
        return getter is not None and hands_out_new(model, getter)

    def _gives_bound(self, expr: ast.expr) -> bool:
        """Whether *expr* gives an object of one thread, by itself or to the ``with`` that enters it."""
        item = self._model.parent(expr)
        entered = item.optional_vars if isinstance(item, ast.withitem) else None
        return any(
            belongs_to_thread(self._model, one) for one in (expr, entered) if one is not None
        )

    def _is_changed_elsewhere(self, iterated: ast.expr) -> bool:
        """Whether it goes over a container of an object that code of the file adds to or takes from."""
        match iterated:
            case ast.Call(func=ast.Attribute(value=ast.Attribute() as iterated)):
                pass
            case ast.Attribute():
                pass
            case _:
                return False
        return first_name(iterated) in ("self", "cls") and any(
            node.attr == iterated.attr and self._is_changed(node)
            for scope in self._model.scopes
            for node in scope.of_type(ast.Attribute)
        )

    def _is_changed(self, container: ast.Attribute) -> bool:
        parent = self._model.parent(container)
        if isinstance(parent, ast.Subscript):
            return parent.value is container and _is_stored(parent)
        return isinstance(parent, ast.Attribute) and parent.attr in CHANGING

    def _is_name_fit(self, name: ast.Name) -> bool:
        """Whether it is no object that another thread must not use, and not ``super``."""
        if name.id == "super" or self._is_of_block_around(name):
            return False
        is_bound = not _is_stored(name) and belongs_to_thread(self._model, name)
        return not is_bound or self._is_bound_inside(name)

    def _is_call_fit(self, call: ast.Call) -> bool:
        model = self._model
        function = model.value_of(call.func)
        if is_loop_bound(model, function) or calls_back(model, call):
            return False
        if ends_program(model, function) or ends_default_executor(call, model):
            return False
        if _makes_for_loop(model, call):
            return False
        if not self._is_of_made_inside(call) and uses_objects_of_others(
            model, call, is_result_kept=True, is_given_own=self._is_given_inside(call)
        ):
            return False
        is_changing = changes_its_object(model, call) or changes_what_it_took(model, call)
        if is_changing and not self._is_made_inside(call.func):
            return False
        if self._hands_out_of_others(call, function):
            return False
        func = call.func
        if not isinstance(func, ast.Attribute):
            # Nobody knows what a function does that comes as an argument. A StopIteration
            # cannot come out of a thread.
            is_known = not isinstance(func, ast.Name) or not any(
                isinstance(option, (Unknown, NamedInstance)) for option in options_of(function)
            )
            name = model.name_of(func)
            return is_known and name not in _OF_FRAME and (name != _NEXT or len(call.args) > 1)
        if self._is_order_to_unknown(call, func):
            return False
        if func.attr in CHANGING and not self._may_change(call, func, function):
            return False
        # A method of what other tasks may share is fit when it is known.
        is_own = first_name(func) in ("self", "cls")
        return not is_own or bool(model.name_of(func)) or self._is_of_service(func, function)

    def _may_change(self, call: ast.Call, func: ast.Attribute, function: Value) -> bool:
        """Whether nobody else has what *func* changes, or a library that blocks in *call* minds that."""
        if self._is_made_inside(func) or self._is_private(func):
            return True
        return bool(self._model.effects_at(call)) and all(
            isinstance(option, FunctionValue) and option.summary.module.is_stub
            for option in options_of(function)
        )

    def _is_of_service(self, func: ast.Attribute, function: Value) -> bool:
        """Whether it is a method of a library's object, although not one that is written down.

        Clients of services make their methods when they are made themselves. Or whether it is such an
        object that is called: ``self.Session()``.
        """
        owners = options_of(self._model.value_of(func.value))
        return any(
            all(isinstance(one, Instance) and one.summary.module.is_stub for one in options)
            for options in (owners, options_of(function))
        )

    def _hands_out_of_others(self, call: ast.Call, function: Value) -> bool:
        """Whether *call* gives an object of one thread that its function has from elsewhere."""
        return self._gives_bound(call) and any(
            isinstance(option, FunctionValue)
            and not option.summary.module.is_stub
            and not hands_out_new(self._model, option)
            for option in options_of(function)
        )

    def _is_order_to_unknown(self, call: ast.Call, func: ast.Attribute) -> bool:
        """Whether *call* tells an object made elsewhere to do what nobody knows.

        ``bus.dispatch(event)`` may well ask for the loop, ``session.add(row)`` be of one thread; who
        takes a result, mostly only asks.
        """
        model = self._model
        if not isinstance(model.parent(call), ast.Expr) or self._is_made_inside(func):
            return False
        if func.attr in _LOGGING | CHANGING or isinstance(
            model.value_of(func), (FunctionValue, ContainerMethod)
        ):
            return False
        owners = options_of(model.value_of(func.value))
        is_imported = first_name(func) in model.imported_names
        return any(
            isinstance(owner, (Unknown, NamedInstance))
            or (isinstance(owner, UnresolvedName) and not is_imported)
            for owner in owners
        )

    def _is_of_block_around(self, name: ast.Name) -> bool:
        """Whether a ``with`` around the statements has opened it.

        That block moves as a whole or not at all.
        """
        if _is_stored(name) or self._is_bound_inside(name):
            return False
        bindings = self._model.terms.bindings_read(name, self._model.scope_of(name))
        return any(binding.kind == "with" for binding in bindings)

    def _is_made_inside(self, expr: ast.expr) -> bool:
        """Whether the object that *expr* is an attribute or item of is made by the statements."""
        while isinstance(expr, (ast.Attribute, ast.Subscript, ast.Call)):
            expr = expr.func if isinstance(expr, ast.Call) else expr.value
        return isinstance(expr, ast.Name) and self._is_bound_inside(expr)

    def _is_of_made_inside(self, call: ast.Call) -> bool:
        """Whether *call* calls a method of an object that the statements make, right there as well."""
        match call.func:
            case ast.Attribute(value=ast.Call(func=maker)):
                return isinstance(self._model.value_of(maker), ClassValue)
        return self._is_made_inside(call.func)

    def _is_given_inside(self, call: ast.Call) -> bool:
        """Whether an argument of *call* is made by the statements."""
        return any(map(self._is_made_inside, arguments_of(call)))

    def _is_private(self, func: ast.Attribute) -> bool:
        """Whether the container that *func* is a method of is made and used in this function alone."""
        name, model = func.value, self._model
        if not isinstance(name, ast.Name) or not model.uses.is_private(
            name.id, model.scope_of(name)
        ):
            return False
        bindings = model.terms.bindings_read(name, model.scope_of(name))
        return bool(bindings) and all(isinstance(one.value, _DISPLAYS) for one in bindings)

    def _is_bound_inside(self, name: ast.Name) -> bool:
        """Whether the statements bind it, or it is an object that only this request has."""
        bindings = self._model.terms.bindings_read(name, self._model.scope_of(name))
        if bindings and all(binding.node in self._inside for binding in bindings):
            return True
        return not _is_stored(name) and is_of_request(self._model, name)


def _makes_for_loop(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* makes an object with coroutines, such as an answer that a server streams."""
    return is_construction(model, call) and gives_asynchronous_object(model, call)


def _is_stored(node: ast.Name | ast.Attribute | ast.Subscript) -> bool:
    return not isinstance(node.ctx, ast.Load)
