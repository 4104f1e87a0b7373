"""Places where nothing else runs on the loop yet: a stall there keeps nobody waiting.

*Start-up*: what a framework calls before it serves, as the markers ``starts_up`` and
``start_hooks`` of stubs and the setting ``startup`` name it; a generator's part before its ``yield``.
*One-shot*: a coroutine that only ``asyncio.run`` and its like run (a function or decorator of the
project that calls it, too) or that is a command of a command line, up to the first call that serves,
starts a task or is not known; and a method that takes the place of one of a library that serves, up to
there. Coroutines that are only awaited in such places belong to them, if nobody else calls them, here
or in another module of the project. And all coroutines of a file of tests, and fixtures elsewhere:
nobody but the test waits there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.handed_to_start import is_given_to_start, is_of_event
from flake8_asyncpitfalls.analyses.method_bases import bases_of_method
from flake8_asyncpitfalls.analyses.namings import Naming, namings
from flake8_asyncpitfalls.analyses.own_loops import is_made_plain, runs_in_own_loop
from flake8_asyncpitfalls.analyses.registrations import (
    is_kept_for_later,
    is_made_plain_for_command,
)
from flake8_asyncpitfalls.analyses.starting import (
    is_connected,
    is_gathered,
    leaves_running,
    runs_beside,
)
from flake8_asyncpitfalls.analyses.test_code import is_of_tests, is_run_as_test
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    Unknown,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.first_time import OnceGuards
from flake8_asyncpitfalls.semantics.source.node_fields import walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

Position = tuple[int, int]
_NOWHERE: Position = (0, 0)
_END: Position = (1 << 30, 0)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_MARKER = "starts_up"
_SERVING = "serves"


def is_start_up(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* certainly runs while nothing else runs on its loop."""
    return model.analysis(_StartUp).holds(node)


def is_for_tests(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a coroutine of a file of tests, or in a fixture."""
    if is_of_tests(model):
        return True
    scope = model.scope_of(node)
    while scope.parent is not None and not is_run_as_test(model, scope):
        scope = scope.parent
    return scope.parent is not None


def is_shutdown(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* runs at the end, when all that is served is over.

    It follows the ``yield`` of what a framework calls around that, or it is in the ``finally`` with
    which the coroutine of ``asyncio.run`` ends.
    """
    return model.analysis(_StartUp).is_last(node)


def is_outermost(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a coroutine that only ``asyncio.run`` and its like run, in no ``with``.

    So no cancel scope and no group of tasks is around it.
    """
    while not isinstance(node, (*_FUNCTIONS, ast.Lambda, ast.Module)):
        node = model.parent(node)
        if isinstance(node, (ast.With, ast.AsyncWith)):
            return False
    return isinstance(node, ast.AsyncFunctionDef) and model.analysis(_StartUp).is_only_run(
        model.terms.scopes[node]
    )


def is_quiet(model: SemanticModel, node: ast.AST) -> bool:
    """Whether nobody waits for *node*: it runs at the start, only the first time, or in a notebook.

    A cell runs because a person waits for it, and the next one not before it.
    """
    if model.source.is_notebook:
        return True
    return runs_once(model, node) or is_start_up(model, node)


def runs_once(model: SemanticModel, node: ast.AST) -> bool:
    """Whether guards around *node* let it run only the first time."""
    return model.analysis(_once_guards).runs_once(node)


def _once_guards(model: SemanticModel) -> OnceGuards:
    return OnceGuards(model.terms.parents)


class _StartUp:
    """Answers for one file: up to which place each function belongs to the start."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._ends: dict[Scope, Position] = {}

    def holds(self, node: ast.AST) -> bool:
        """Whether *node* runs before the end of the start."""
        scope = self.model.scope_of(node)
        while scope.kind == "class" and scope.parent is not None:
            scope = scope.parent
        place: ast.AST = node
        while not isinstance(place, (ast.expr, ast.stmt)):
            place = self.model.parent(place)
        if (place.lineno, place.col_offset) >= self._end(scope):
            return False
        return not is_connected(node, self.model)

    def is_only_run(self, scope: Scope) -> bool:
        """Whether loops of their own run *scope*, and nobody awaits it."""
        return self._uses(scope) == (True, False)

    def is_last(self, node: ast.AST) -> bool:
        """Whether *node* runs after all that is served."""
        scope = self.model.scope_of(node)
        if not isinstance(scope.node, _FUNCTIONS):
            return False
        if not any(scope.of_type(ast.Yield)):
            is_whole = scope.is_coroutine and _is_in_last_finally(node, scope, self.model)
            return is_whole and self.is_only_run(scope)
        is_around = self._is_named(scope) or self._is_hook(scope)
        return is_around and not self.holds(node)

    def _end(self, scope: Scope) -> Position:
        known = self._ends.get(scope)
        if known is None:
            # Coroutines that await each other in a circle are nobody's start.
            self._ends[scope] = _NOWHERE
            known = self._ends[scope] = self._find_end(scope)
        return known

    def _find_end(self, scope: Scope) -> Position:
        if not isinstance(scope.node, _FUNCTIONS):
            return _NOWHERE
        if self._is_named(scope) or self._is_hook(scope):
            yields = scope.of_type(ast.Yield, ast.YieldFrom)
            return min(((node.lineno, node.col_offset) for node in yields), default=_END)
        if not scope.is_coroutine:
            return _NOWHERE
        if is_of_tests(self.model) or is_run_as_test(self.model, scope):
            return _END
        if (
            self._is_command(scope)
            or is_made_plain(self.model, scope.node)
            or self._overrides(scope, _SERVING)
        ):
            return self._first_start(scope)
        runs, awaits = self._uses(scope)
        if not (runs or awaits) or is_kept_for_later(scope, self.model):
            return _NOWHERE
        return self._first_start(scope, is_awaited=not runs)

    def _is_named(self, scope: Scope) -> bool:
        """Whether the setting names it: by its name, or by a dotted name that ends its own."""
        names = self.model.settings.startup
        if not names:
            return False
        summary = self.model.module.function(scope.identity)
        full = f".{self.model.module.name.dotted}.{summary.local_name}"
        return any(full.endswith(f".{name}") for name in names)

    def _is_hook(self, scope: Scope) -> bool:
        outer = scope.parent
        return (
            self._is_decorated(scope, _MARKER)
            or is_given_to_start(self.model, scope)
            or self._overrides(scope, _MARKER)
            or (outer is not None and outer.kind == "module" and self._is_module_hook(scope))
        )

    def _is_command(self, scope: Scope) -> bool:
        assert isinstance(scope.node, _FUNCTIONS)
        is_command = self._is_decorated(scope, "one_shot")
        is_command = is_command or is_made_plain_for_command(scope.node, self.model)
        return is_command and not list(mentions(scope, self.model))

    def _is_decorated(self, scope: Scope, name: str) -> bool:
        assert isinstance(scope.node, _FUNCTIONS)
        for decorator in scope.node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            marker = self.model.marker(call.func if call else decorator, name)
            if marker is not None and not marker.args and is_of_event(marker, call):
                return True
        return False

    def _overrides(self, scope: Scope, marker: str) -> bool:
        """Whether it overrides a method of a library's class that has the *marker*."""
        for base in bases_of_method(scope, self.model):
            method = None if base is None else self.model.types.members.own(base, scope.name)
            if isinstance(method, FunctionValue) and marker in method.summary.markers:
                return True
        return False

    def _is_module_hook(self, scope: Scope) -> bool:
        """Whether it is called because of its name, with an object of a class that says so."""
        assert isinstance(scope.node, _FUNCTIONS)
        arguments = [*scope.node.args.posonlyargs, *scope.node.args.args]
        if not arguments:
            return False
        if arguments[0].annotation is None:
            value = self.model.types.handler_parameters.value(
                self.model.module, scope.identity, arguments[0].arg
            )
        else:
            value = self.model.value_of(arguments[0].annotation)
        if not isinstance(value, (ClassValue, Instance)):
            return False
        order = self.model.types.members.mro(value.summary)
        markers = [base.markers.get("start_hooks") for base in order if base is not None]
        return any(scope.name in marker.args for marker in markers if marker is not None)

    def _uses(self, scope: Scope) -> tuple[bool, bool]:
        """Whether a loop of its own runs it, and whether the start awaits it; neither where others do."""
        runs = awaits = calls_itself = False
        for model, node in _own_namings(scope, self.model):
            call = model.parent(node)
            if not isinstance(call, ast.Call):
                return False, False
            if call.func is not node:
                if not runs_in_own_loop(model, call.func):
                    return False, False
                runs = True
                continue
            outer = _around(call, model)
            if isinstance(outer, ast.Call) and runs_in_own_loop(model, outer.func):
                runs = True
                continue
            waiting = _waiting(call, model)
            if waiting is None:
                return False, False
            if model.scope_of(waiting) is scope:
                calls_itself = True
            elif is_start_up(model, waiting):
                awaits = True
            else:
                return False, False
        # What runs before the first task of a loop runs after it when the function calls itself.
        return (False, False) if runs and calls_itself else (runs, awaits)

    def _first_start(self, scope: Scope, *, is_awaited: bool = False) -> Position:
        """The first place where something else begins to run, or may.

        *is_awaited*: only what certainly goes on; whoever awaits the function looks at the rest.
        """
        starts = [
            _of_outermost_loop(node, scope, self.model)
            for node in self._starts(scope, is_awaited=is_awaited)
        ]  # fmt: skip
        return min(starts, default=_END)

    def _starts(self, scope: Scope, *, is_awaited: bool) -> Iterator[ast.expr]:
        for call in scope.of_type(ast.Call):
            is_waited_for = isinstance(self.model.parent(call), ast.Await)
            values = options_of(self.model.value_of(call.func))
            if is_waited_for and all(map(is_gathered, values)):
                continue
            is_unknown = is_waited_for and any(isinstance(value, Unknown) for value in values)
            is_entered = isinstance(self.model.parent(call), (ast.withitem, ast.AsyncFor))
            starts = runs_beside if is_entered else leaves_running
            leaves = any(starts(self.model, value) for value in values)
            if leaves or (is_unknown and not is_awaited):
                yield call
        for stmt in scope.of_type(ast.AsyncWith):
            for item in stmt.items:
                entered = self.model.value_of(item.context_expr)
                is_group = self.model.enters(item.context_expr, "task_group", is_async=True)
                if is_group or (isinstance(entered, Unknown) and not is_awaited):
                    yield item.context_expr


def _is_in_last_finally(node: ast.AST, scope: Scope, model: SemanticModel) -> bool:
    """Whether *node* stands in a ``finally`` after which the function *scope* does nothing more."""
    is_final = False
    while node is not scope.node:
        parent = model.parent(node)
        is_final |= isinstance(parent, ast.Try) and node in parent.finalbody
        if is_final and isinstance(node, _LOOPS):
            return False
        if is_final and isinstance(node, ast.stmt) and not _is_last_of(node, parent):
            is_final = isinstance(parent, ast.Try) and node in parent.finalbody
        node = parent
    return is_final


def _is_last_of(stmt: ast.stmt, parent: ast.AST) -> bool:
    """Whether nothing follows *stmt* in its block."""
    blocks = [block for block in vars(parent).values() if isinstance(block, list)]
    return any(block and block[-1] is stmt for block in blocks)


def _around(call: ast.Call, model: SemanticModel) -> ast.AST:
    """What *call* stands in, or the lambda that only calls it."""
    outer = model.parent(call)
    return model.parent(outer) if isinstance(outer, ast.Lambda) else outer


def _waiting(call: ast.Call, model: SemanticModel) -> ast.AST | None:
    """The last of what runs until the coroutine, generator or manager that *call* makes is done.

    ``await f()``, ``await wait_for(f(), 5)``, and the whole of ``async with f():`` or ``async for``.
    """
    outer = _around(call, model)
    if isinstance(outer, ast.Call) and call in model.arguments_marked(outer, "awaits"):
        callee = model.value_of(outer.func)
        is_alone = isinstance(callee, FunctionValue) and not leaves_running(model, callee)
        outer = model.parent(outer) if is_alone else outer
    if isinstance(outer, ast.Await):
        return outer
    if isinstance(outer, ast.withitem):
        outer = model.parent(outer)
    if isinstance(outer, (ast.AsyncWith, ast.AsyncFor)):
        inside = (node for node in walked(outer) if isinstance(node, (ast.expr, ast.stmt)))
        return max(inside, key=lambda node: (node.lineno, node.col_offset))
    return None


def _own_namings(scope: Scope, model: SemanticModel) -> Iterator[Naming]:
    """Where the function itself is named, alone or in a partial of it."""
    for other, named in namings(scope, model) or ():
        if not _is_of_base(named, scope, other) and not _is_of_module(named, scope, other):
            yield Naming(other, _with_arguments(named, other))


def _is_of_module(named: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether *named* is a module's, where *scope* is a method that is called so: ``asyncio.run``."""
    is_method = scope.parent is not None and scope.parent.kind == "class"
    if not is_method or not isinstance(named, ast.Attribute):
        return False
    return isinstance(model.value_of(named.value), ModuleValue)


def _with_arguments(named: ast.expr, model: SemanticModel) -> ast.expr:
    """The function *named*, or ``partial(named, ...)``, which is the function with its arguments."""
    call = model.parent(named)
    is_partial = (
        isinstance(call, ast.Call)
        and call.args[:1] == [named]
        and model.refers_to(call.func, "functools.partial")
    )
    return call if is_partial and isinstance(call, ast.Call) else named


def _is_of_base(named: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether the method *scope* calls by *named* what it overrides: ``super().start()``."""
    match named:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super"))):
            return model.scope_of(named) is scope
    return False


def _of_outermost_loop(node: ast.expr, scope: Scope, model: SemanticModel) -> Position:
    """The start of the loop around *node*, whose first statements run again after it."""
    place: ast.expr | ast.stmt = node
    outer: ast.AST = node
    while outer is not scope.node:
        outer = model.parent(outer)
        if isinstance(outer, _LOOPS):
            place = outer
    return (place.lineno, place.col_offset)
