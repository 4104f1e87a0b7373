"""Where code runs: on the event loop or elsewhere; and where an ``await`` may stand."""

from __future__ import annotations

import ast
import fnmatch
from collections.abc import Iterator
from functools import cached_property

from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Partial,
    Unknown,
    Value,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, ModuleFacts
from flake8_asyncpitfalls.semantics.summaries.markers import (
    Marker,
    PossibleMarkers,
    marked_name,
)
from flake8_asyncpitfalls.semantics.terms.term import Lowering, Term

_LOOPS = (b"asyncio", b"trio", b"anyio", b"curio", b"uvloop", b"tornado", b"twisted")


class ExecutionContext:
    """Answers for one module where its scopes run."""

    def __init__(self, module: ModuleFacts, types: Evaluator) -> None:
        self.module = module
        self.types = types
        self.possible_markers = PossibleMarkers(module, types.settings.stubs)
        self._handed: set[Scope] | None = None
        self._offloaded: set[Scope] | None = None
        self._own_loops: dict[Scope, bool] = {}

    def runs_on_loop(self, scope: Scope) -> bool:
        """Whether the scope's code runs on the event loop's thread.

        True for ``async def`` (unless the module is its own loop, or a decorator runs it in a thread
        with a loop of its own), for class bodies inside one, and for sync functions that are known to
        be called by the loop: callbacks, and methods of classes that the loop drives.
        """
        if scope.is_coroutine:
            return not self._is_stepped_by_hand and not self._has_own_loop(scope)
        if scope.kind == "class" and scope.parent is not None:
            return scope.parent.is_function and self.runs_on_loop(scope.parent)
        return scope.is_function and scope in self._callbacks()

    def may_await_in(self, scope: Scope) -> bool:
        """Whether the scope's own code may await: a coroutine's, or that of a notebook's cells."""
        is_top = scope.kind == "module" and self.module.terms.source.awaits_at_top
        return scope.is_coroutine or is_top

    @cached_property
    def _is_stepped_by_hand(self) -> bool:
        """Whether the module runs its coroutines itself, without a loop: ``coro.send(None)``."""
        source = self.module.terms.source
        return source.mentions(b".send(None)") and not source.mentions(*_LOOPS)

    def _has_own_loop(self, scope: Scope) -> bool:
        if not isinstance(scope.node, ast.AsyncFunctionDef) or not scope.node.decorator_list:
            return False
        found = self._own_loops.get(scope)
        if found is None:
            found = self._own_loops[scope] = self._is_decorated_for_threads(scope)
        return found

    def runs_in_thread(self, scope: Scope) -> bool:
        """Whether the function is given to something in this module that runs it off the loop."""
        if self._offloaded is None:
            scopes = list(self.module.terms.root.walk())
            own = {found.name for found in scopes if found.kind == "function"}
            self._offloaded = {
                found for caller in scopes for found in self._given(caller, "offloads", own)
            }
            for holder in scopes:
                self._offloaded.update(self._methods_in_threads(holder))
                self._offloaded.update(self._assigned_to_threads(holder, own))
                if not holder.is_coroutine and self._is_decorated_for_threads(holder):
                    self._offloaded.add(holder)
        return scope in self._offloaded

    def _is_decorated_for_threads(self, scope: Scope) -> bool:
        """Whether a decorator runs the function elsewhere: ``@work(thread=True)``."""
        if not isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return False
        frame = self.types.frame(self.module)
        terms = self.module.function(scope.identity).decorators if scope.node.decorator_list else ()
        for expr, term in zip(scope.node.decorator_list, terms, strict=False):
            call = expr if isinstance(expr, ast.Call) else None
            factory: Term = term[1] if call is not None and term[0] == "call" else term
            if not self.possible_markers.has(factory, "offloads"):
                continue
            value = self.types.evaluate(factory, frame)
            marker = (
                value.summary.markers.get("offloads") if isinstance(value, FunctionValue) else None
            )
            if marker is not None and (not marker.keywords or self._holds(marker, call)):
                return True
        return False

    def _methods_in_threads(self, scope: Scope) -> Iterator[Scope]:
        """The methods of a class that a base of it calls in a thread of its own: ``Thread.run``."""
        if not isinstance(scope.node, ast.ClassDef) or not scope.node.bases:
            return
        order = self.types.members.mro(self.module.class_(scope.identity))
        names = {name for base in order[1:] for name in self._called_in_threads(base)}
        for child in scope.children.values():
            if child.kind == "function" and not child.is_coroutine and child.name in names:
                yield child

    def _assigned_to_threads(self, scope: Scope, own: set[str]) -> Iterator[Scope]:
        """Functions that are assigned to what a library calls in a thread: ``client.on_message``."""
        terms, frame = self.module.terms, self.types.frame(self.module)
        for assignment in scope.of_type(ast.Assign):
            target, value = assignment.targets[0], assignment.value
            if not isinstance(target, ast.Attribute) or not _may_be_named(value, own):
                continue
            owner = self.types.evaluate(terms.reduce(target.value, scope), frame)
            if not isinstance(owner, Instance):
                continue
            order = self.types.members.mro(owner.summary)
            if any(target.attr in self._called_in_threads(base) for base in order):
                found = self._own_scope(self.types.evaluate(terms.reduce(value, scope), frame))
                if found is not None:
                    yield found

    def _called_in_threads(self, cls: ClassSummary | None) -> tuple[str, ...]:
        marker = None if cls is None else cls.markers.get("calls_in_thread")
        if marker is None:
            return ()
        return marker.args if self._is_started(marker) else ()

    def _callbacks(self) -> set[Scope]:
        if self._handed is None:
            self._handed = set()
            for scope in list(self.module.terms.root.walk()):
                self._handed.update(self._given(scope, "runs_on_loop"))
                if scope.kind == "class":
                    self._add_driven_methods(scope)
                elif isinstance(scope.node, FUNCTION_TYPES) and scope.node.decorator_list:
                    self._add_decorated(scope)
        return self._handed

    def _given(
        self, scope: Scope, marker_name: str, names: set[str] | None = None
    ) -> Iterator[Scope]:
        """The module's own functions that calls in *scope* give to ``call_soon`` and its like.

        With *names*, only functions that are given by one of these names, or are lambdas.
        """
        may_have = self.possible_markers.may_have
        for node in scope.of_type(ast.Call):
            func = node.func
            is_method = func.__class__ is ast.Attribute
            if is_method and not may_have(marked_name(func.attr), marker_name):  # type: ignore[attr-defined]
                continue
            arguments = filter(_may_be_function, arguments_of(node))
            if any(names is None or _may_be_named(expr, names) for expr in arguments):
                for handed in self.handed_to(node, scope, marker_name):
                    found = self._own_scope(handed)
                    if found is not None:
                        yield found

    def handed_to(self, call: ast.Call, scope: Scope, marker_name: str) -> list[Value]:
        """What *call* gives to a parameter that the callee's marker of that name points at."""
        terms, frame = self.module.terms, self.types.frame(self.module)
        return [
            self.types.evaluate(terms.reduce(expr, scope), frame)
            for expr in self.marked_arguments(call, scope, marker_name)
        ]

    def marked_arguments(
        self, call: ast.Call, scope: Scope, marker_name: str, terms: Lowering | None = None
    ) -> list[ast.expr]:
        """The arguments of *call* that the callee's marker of that name points at.

        *terms*: those of the tree of *scope*, where that is not the module's own.
        """
        func = call.func
        if func.__class__ is ast.Attribute:
            # A method's own name says enough for most calls: they need no term.
            name = marked_name(func.attr)
            if not self.possible_markers.may_have(name, marker_name):
                return []
        term = (terms or self.module.terms).reduce(func, scope)
        if not self.possible_markers.has(term, marker_name):
            return []
        found: list[ast.expr] = []
        callee = self.types.evaluate(term, self.types.frame(self.module))
        for option in options_of(callee):
            if isinstance(option, (FunctionValue, ClassValue)):
                found.extend(self._marked(option, marker_name, call))
            elif isinstance(option, Unknown) and marker_name == "runs_on_loop":
                found.extend(self._handed_to_unknown(call, scope))
        return found

    def _handed_to_unknown(self, call: ast.Call, scope: Scope) -> list[ast.expr]:
        """In a coroutine, an object with asyncio's own words (``add_done_callback``) is asyncio's.

        Not where the file also uses the futures of threads, which have the same word.
        """
        if not isinstance(call.func, ast.Attribute) or not scope.is_coroutine:
            return []
        source = self.module.terms.source
        if source.mentions(b"concurrent", b"Executor", b".submit("):
            return []
        for name in ("asyncio.AbstractEventLoop", "asyncio.Future"):
            owner = self.types.resolve(name)
            if isinstance(owner, ClassValue):
                method = self.types.members.method(Instance(owner.summary), call.func.attr)
                if isinstance(method, FunctionValue) and "runs_on_loop" in method.summary.markers:
                    marker = method.summary.markers["runs_on_loop"]
                    expr = marked_argument(method, marker, call)
                    return [] if expr is None else [expr]
        return []

    def _marked(
        self, callee: FunctionValue | ClassValue, marker_name: str, call: ast.Call
    ) -> list[ast.expr]:
        """The marker of a class may stand on it or on its ``__init__``."""
        marker = callee.summary.markers.get(marker_name)
        function: Value | None = callee
        if isinstance(callee, ClassValue):
            function = self.types.members.method(Instance(callee.summary), "__init__")
            if marker is None and isinstance(function, FunctionValue):
                marker = function.summary.markers.get(marker_name)
        if marker is None or not isinstance(function, FunctionValue):
            return []
        if marker.keywords and not self._holds(marker, call):
            return []
        places = marker.args if marker_name == "calls_later" else (marker.argument(0, 0),)
        found = (argument_at(function, place, call) for place in places)
        return [expr for expr in found if expr is not None]

    def _holds(self, marker: Marker, call: ast.Call | None) -> bool:
        """Whether *call* is given what *marker* asks for, and the module starts what it speaks of."""
        given = {k.arg: k.value for k in call.keywords} if call is not None else {}
        wanted = marker.keywords.get("when", {})
        is_asked = not wanted or any(
            isinstance(value := given.get(name), ast.Constant) and value.value == literal
            for name, literal in wanted.items()
        )
        return is_asked and self._is_started(marker)

    def _is_started(self, marker: Marker) -> bool:
        after = marker.keywords.get("after")
        return after is None or self.module.terms.source.mentions(f".{after}(".encode())

    def _own_scope(self, value: Value) -> Scope | None:
        if isinstance(value, Partial):
            value = value.function
        if isinstance(value, FunctionValue) and value.summary.module is self.module:
            return None if value.summary.is_async else value.summary.scope
        return None

    def _add_driven_methods(self, scope: Scope) -> None:
        assert self._handed is not None
        if not isinstance(scope.node, ast.ClassDef) or not scope.node.bases:
            return
        order = self.types.members.mro(self.module.class_(scope.identity))
        bases = [base for base in order[1:] if base is not None]
        driven = [base for base in bases if "runs_on_loop" in base.markers]
        if not driven:
            return
        patterns = [
            pattern
            for base in driven
            for pattern in str(base.markers["runs_on_loop"].argument(0, "")).split("|")
        ]
        for child in scope.children.values():
            if child.kind == "function" and not child.is_coroutine:
                if any(
                    self.types.members.own(base, child.name) is not None for base in driven
                ) or any(fnmatch.fnmatchcase(child.name, pattern) for pattern in patterns):
                    self._handed.add(child)

    def _add_decorated(self, scope: Scope) -> None:
        assert self._handed is not None
        frame = self.types.frame(self.module)
        for term in self.module.function(scope.identity).decorators:
            factory: Term = term[1] if term[0] == "call" else term
            value = self.types.evaluate(factory, frame)
            if isinstance(value, FunctionValue) and "runs_on_loop" in value.summary.markers:
                self._handed.add(scope)


def marked_argument(function: FunctionValue, marker: Marker, call: ast.Call) -> ast.expr | None:
    """The argument of *call* that *marker* points at, by position or by name."""
    return argument_at(function, marker.argument(0, 0), call)


def argument_at(function: FunctionValue, place: int | str, call: ast.Call) -> ast.expr | None:
    """The argument of *call* for the parameter of *function* at *place*, a position or a name."""
    names = [parameter.name for parameter in function.summary.parameters]
    if function.receiver is not None and names:
        names = names[1:]
    if isinstance(place, str):
        name, position = place, names.index(place) if place in names else len(call.args)
    else:
        position, name = place, names[place] if place < len(names) else ""
    for keyword in call.keywords:
        if keyword.arg == name and name:
            return keyword.value
    before = call.args[: position + 1]
    if any(isinstance(arg, ast.Starred) for arg in before) or len(before) <= position:
        return None
    return before[position]


def is_named(value: Value, names: tuple[str, ...]) -> bool:
    """Whether *value* is one of the functions or classes that a setting lists by qualified name."""
    if not names:
        return False
    name = name_of(value).replace("()", "")
    return name in names or (isinstance(value, Instance) and value.qualified_name in names)


def _may_be_named(expr: ast.expr, names: set[str]) -> bool:
    """Whether *expr* is a lambda, has one of *names*, or is a call with such an argument."""
    match expr:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in names
        case ast.Call():
            return any(_may_be_named(arg, names) for arg in expr.args)
        case _:
            return isinstance(expr, ast.Lambda)


def _may_be_function(expr: ast.expr) -> bool:
    return isinstance(expr, (ast.Name, ast.Attribute, ast.Lambda, ast.Call))
