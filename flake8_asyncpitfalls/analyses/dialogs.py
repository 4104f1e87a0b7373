"""Talks with the person at the terminal: whether anything else may want the loop meanwhile.

A question that stands in a chain of plain awaits down from the start of a program keeps nobody
waiting but the program itself. Not so where a function on the way starts a task or holds something
open (``async with``, whose connection may have to answer), or where others call it: handlers,
callbacks, methods that a library knows.

A *one-shot* program may well do several things at once, and hand its questions on as callbacks: all that
leads to them, in all modules, starts at a run of a loop that ends with them, and nothing is started that
others talk to. Clients of HTTP wait for nobody between two requests.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.namings import namings
from flake8_asyncpitfalls.analyses.own_loops import plain_decorators, runs_in_own_loop
from flake8_asyncpitfalls.analyses.shared_state import mentions_of
from flake8_asyncpitfalls.analyses.starting import IDLE, is_connected, is_gathered
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import walked

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_CTRL_C = "builtins.KeyboardInterrupt"
_STARTERS = frozenset({"schedules", "serves"})
_MOST = 40
"""Functions that are looked at on the ways to one."""


def is_in_dialog(model: SemanticModel, node: ast.AST) -> bool:
    """Whether nothing is seen that could run while *node* waits for an answer at the terminal."""
    return model.analysis(_Dialogs).holds(node)


def is_surely_in_dialog(model: SemanticModel, node: ast.AST) -> bool:
    """Whether the whole way to *node*, from the start of the program, is seen besides."""
    return model.analysis(_Dialogs).is_seen(node)


def is_of_one_shot(model: SemanticModel, node: ast.AST) -> bool:
    """Whether all that leads to *node* is a program that does its work and ends."""
    return model.analysis(_OneShots).holds(node)


def is_of_quiet_module(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a function of a module that starts and serves nothing.

    Somebody else may well run such a function beside others; who asks at the terminal mostly does not.
    """
    scope = _coroutine_around(node, model)
    if scope is None or scope.parent is None or scope.parent.kind != "module":
        return False
    is_plain = not getattr(scope.node, "decorator_list", ())
    return is_plain and model.analysis(_Dialogs).is_quiet_module and not is_connected(node, model)


def is_ended_by_ctrl_c(model: SemanticModel, node: ast.AST) -> bool:
    """Whether a ``try`` of its function catches the KeyboardInterrupt that ends the question *node*."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(parent, ast.Try) and child in parent.body:
            caught = [
                name for handler in parent.handlers if handler.type for name in walked(handler.type)
            ]
            if any(model.refers_to(name, _CTRL_C) for name in caught if isinstance(name, ast.Name)):
                return True
        child, parent = parent, model.parent(parent)
    return False


class _Dialogs:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._known: dict[Scope, bool] = {}
        self._seen: dict[Scope, bool] = {}

    @cached_property
    def is_quiet_module(self) -> bool:
        """Whether no function of the file starts a task or a server."""
        return not any(self.starts(scope) for scope in self.model.scopes)

    def is_seen(self, node: ast.AST) -> bool:
        """Whether *node* is in a dialog, and so is all that leads to it, from the start on."""
        if not self.holds(node):
            return False
        scope = self.model.scope_of(node)
        while not isinstance(scope.node, ast.AsyncFunctionDef):
            assert scope.parent is not None
            scope = scope.parent
        known = self._seen.get(scope)
        if known is None:
            # Functions that only call each other are nobody's dialog.
            self._seen[scope] = False
            known = self._seen[scope] = self.is_command(scope.node) or self._is_led_to(scope)
        return known

    def _is_led_to(self, scope: Scope) -> bool:
        """Whether each place that names the function, here or elsewhere, is such a dialog."""
        named = namings(scope, self.model) or []
        return bool(named) and all(
            _is_run_plainly(model, node, is_surely_in_dialog) for model, node in named
        )

    def holds(self, node: ast.AST) -> bool:
        """Whether nothing runs beside *node*, as far as this file shows."""
        while not isinstance(node, ast.AsyncFunctionDef):
            if isinstance(node, (ast.AsyncWith, ast.Lambda, ast.FunctionDef, ast.Module)):
                return False
            node = self.model.parent(node)
        return self._is_alone(self.model.terms.scopes[node])

    def _is_alone(self, scope: Scope) -> bool:
        known = self._known.get(scope)
        if known is None:
            # Functions of a dialog may well call each other in a circle.
            self._known[scope] = True
            known = self._known[scope] = (
                not self._is_of_others(scope)
                and not self.starts(scope)
                and all(
                    _is_run_plainly(self.model, node, is_in_dialog)
                    for node in mentions_of(scope, self.model)
                    if not self._is_another(node, scope)
                )
            )
        return known

    def _is_another(self, node: ast.expr, scope: Scope) -> bool:
        """Whether *node* names another function that is called like that of *scope*."""
        value = self.model.value_of(node)
        own = self.model.module.function(scope.identity)
        return isinstance(value, FunctionValue) and value.summary is not own

    def _is_of_others(self, scope: Scope) -> bool:
        """Whether a decorator or a library's class may call it, or a function around it runs more."""
        assert isinstance(scope.node, ast.AsyncFunctionDef)
        outer = scope.parent
        if outer is None or (scope.node.decorator_list and not self.is_command(scope.node)):
            return True
        if outer.kind == "class":
            order = self.model.types.members.mro(self.model.module.class_(outer.identity))
            known = [base for base in order if base is not None]
            return len(known) < len(order) or any(
                base.module.is_stub and base.qualified_name != "builtins.object" for base in known
            )
        return outer.is_function and self.starts(outer)

    def is_command(self, node: ast.AsyncFunctionDef) -> bool:
        """Whether a decorator runs it in a loop of its own, and those below only wrap it.

        Those above have a plain function: ``@cli.command()`` over ``@coro`` over ``@with_wallet``.
        """
        for decorator in plain_decorators(self.model, node):
            if runs_in_own_loop(self.model, decorator):
                return True
            wrapper = self.model.value_of(decorator)
            if not isinstance(wrapper, FunctionValue) or self._starts_in(wrapper):
                return False
        return False

    def _starts_in(self, function: FunctionValue) -> bool:
        """Whether *function*, or one that it makes, itself starts a task or a server."""
        return any(
            _is_starter(option)
            for scope in function.summary.scope.walk()
            for call in scope.of_type(ast.Call)
            for option in options_of(self.model.value_in(call.func, function.summary, scope))
        )

    def starts(self, scope: Scope) -> bool:
        """Whether the function itself starts a task or a server."""
        return any(
            _is_starter(option)
            for call in scope.of_type(ast.Call)
            for option in options_of(self.model.value_of(call.func))
        )


class _OneShots:
    """Answers for one file, which look into those that lead to it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, bool] = {}

    def holds(self, node: ast.AST) -> bool:
        """Whether each way to *node* is seen and begins at a run of a loop of its own."""
        scope = _coroutine_around(node, self._model)
        if scope is None or _is_held_open(node, self._model):
            return False
        if scope not in self._known:
            self._known[scope] = self._is_led_to(scope)
        return self._known[scope]

    def _is_led_to(self, scope: Scope) -> bool:
        seen: set[Scope] = set()
        todo = [_Way(self._model, scope)]
        is_begun = False
        while todo:
            model, scope = todo.pop()
            if scope in seen:
                continue
            seen.add(scope)
            ways = _ways_to(scope, model)
            if ways is None or len(seen) > _MOST:
                return False
            is_begun |= None in ways
            todo += [way for way in ways if way is not None]
        return is_begun


class _Way(NamedTuple):
    """A coroutine, of the file that *model* is about, which leads to another."""

    model: SemanticModel
    scope: Scope


def _ways_to(scope: Scope, model: SemanticModel) -> list[_Way | None] | None:
    """What leads to the coroutine *scope*, None for a loop that is run for it; None if not all is seen."""
    dialogs = model.analysis(_Dialogs)
    assert isinstance(scope.node, ast.AsyncFunctionDef)
    if _leaves_running(scope, model):
        return None
    if scope.node.decorator_list:
        return [None] if dialogs.is_command(scope.node) else None
    found: list[_Way | None] = []
    for where, node in namings(scope, model) or ():
        call = _call_of(node, where)
        if call is None or _is_held_open(call, where):
            return None
        if _is_run_alone(call, node, where):
            found.append(None)
            continue
        around = _coroutine_around(call, where)
        if around is None or (call.func is not node and not _is_own(call, where)):
            return None
        found.append(_Way(where, around))
    return found or None


def _leaves_running(scope: Scope, model: SemanticModel) -> bool:
    """Whether the function itself starts what is not over at its next statement, as a ``gather`` is."""
    return any(
        _is_starter(option) and not is_gathered(option)
        for call in scope.of_type(ast.Call)
        for option in options_of(model.value_of(call.func))
    )


def _call_of(node: ast.expr, model: SemanticModel) -> ast.Call | None:
    """The call that *node* is called by, or given to."""
    parent = model.parent(node)
    call = model.parent(parent) if isinstance(parent, ast.keyword) else parent
    return call if isinstance(call, ast.Call) else None


def _is_run_alone(call: ast.Call, node: ast.expr, model: SemanticModel) -> bool:
    """Whether *call*, of *node* or given it, is what a loop of its own runs."""
    outer = call if call.func is not node else model.parent(call)
    return isinstance(outer, ast.Call) and runs_in_own_loop(model, outer.func)


def _is_own(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the project defines what is called."""
    options = options_of(model.value_of(call.func))
    return all(
        isinstance(option, FunctionValue) and not option.summary.module.is_stub
        for option in options
    )


def _coroutine_around(node: ast.AST, model: SemanticModel) -> Scope | None:
    """The coroutine function that *node* stands in, if no other function is between."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        node = model.parent(node)
    return model.terms.scopes[node] if isinstance(node, ast.AsyncFunctionDef) else None


def _is_held_open(node: ast.AST, model: SemanticModel) -> bool:
    """Whether an ``async with`` around *node* holds what may have to answer meanwhile."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        node = model.parent(node)
        if isinstance(node, ast.AsyncWith) and not all(
            isinstance(option, Instance) and model.types.members.is_marked(option, IDLE)
            for item in node.items
            for option in options_of(model.value_of(item.context_expr))
        ):
            return True
    return False


def _is_starter(option: Value) -> bool:
    """Whether *option* is what starts a task or a server."""
    return isinstance(option, FunctionValue) and not _STARTERS.isdisjoint(option.summary.markers)


def _is_run_plainly(
    model: SemanticModel, node: ast.expr, is_dialog: Callable[[SemanticModel, ast.AST], bool]
) -> bool:
    """Whether the function, named by *node*, is awaited where *is_dialog*, or run in a loop of its own."""
    call = model.parent(node)
    if not isinstance(call, ast.Call):
        return False
    if call.func is not node:
        return runs_in_own_loop(model, call.func)
    outer = model.parent(call)
    if isinstance(outer, ast.Await):
        return is_dialog(model, outer)
    return isinstance(outer, ast.Call) and runs_in_own_loop(model, outer.func)
