"""Plain functions that may make a task in another thread than that of the loop which they name.

``self.loop.create_task(f())`` is right where the loop runs, and wrong in a thread, where it should be
``run_coroutine_threadsafe``. Who calls the function is gone through, from caller to caller: one that runs in
a thread is enough to doubt. Where nobody is seen, it is that the function asks the loop if it runs, or
that the project hands anything else to that loop from other threads: to ``app.loop`` anywhere, to
``self.loop`` in the same file; or that its class runs its coroutines by ``asyncio.run`` in another method:
what ``get_event_loop()`` gives elsewhere is another loop then, if any.
"""

from __future__ import annotations

import ast
from collections import deque
from enum import Enum, auto
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.named_places import named_places
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.project.word_index import ACCESSING, IMPORTING
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.analyses.namings import Naming
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOST = 12
"""Functions that are looked at on the ways to one."""
_HANDING = ("run_coroutine_threadsafe", "call_soon_threadsafe")


_ASKING = frozenset({
    "current_thread", "get_ident", "get_native_id", "get_running_loop", "main_thread",
})  # fmt: skip
"""What tells a function whether it runs where the loop does."""


class _Way(Enum):
    """Where a function is called from."""

    LOOP = auto()
    START = auto()
    THREAD = auto()
    UNSEEN = auto()


def may_be_in_thread(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call*, which makes a task, may run in another thread than that of the loop it names."""
    loop = _loop_of(call)
    scope = _function_of(call, model)
    if loop is None or scope is None:
        return False
    if _is_asked_for(loop, scope, model):
        is_any = _may_be_any(loop, scope, model) and _runs_in_other_method(scope, model)
        return is_any and not model.analysis(_Threads).is_on_loop(scope)
    if any(last_name(called.func) in _ASKING for called in scope.of_type(ast.Call)):
        return False
    return model.analysis(_Threads).may_call(scope, loop)


def _loop_of(call: ast.Call) -> ast.expr | None:
    """The variable or attribute that is the loop whose ``create_task`` it is, or ``loop=`` otherwise."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="asyncio")) | ast.Name():
            loop = next((keyword.value for keyword in call.keywords if keyword.arg == "loop"), None)
        case ast.Attribute(value=value, attr="create_task"):
            loop = value
        case _:
            loop = None
    named = loop
    while isinstance(named, ast.Attribute):
        named = named.value
    return loop if isinstance(named, ast.Name) else None


def _function_of(node: ast.AST, model: SemanticModel) -> Scope | None:
    """The plain function that *node* stands in, where nothing shows that the loop calls it."""
    scope = model.scope_of(node)
    is_plain = isinstance(scope.node, ast.FunctionDef) and not model.runs_on_loop(node)
    return scope if is_plain and not _is_special(scope) else None


def _is_special(scope: Scope) -> bool:
    return scope.name.startswith("__") and scope.name.endswith("__")


def _is_asked_for(loop: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether the function got *loop* from a call: ``asyncio.get_running_loop()`` knows its thread."""
    if not isinstance(loop, ast.Name):
        return False
    bindings = model.terms.bindings_read(loop, scope)
    return bool(bindings) and all(isinstance(one.value, ast.Call) for one in bindings)


def _may_be_any(loop: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether it was ``get_event_loop()`` that gave *loop*: one that runs, or a new one."""
    assert isinstance(loop, ast.Name)
    return all(
        isinstance(one.value, ast.Call) and last_name(one.value.func) == "get_event_loop"
        for one in model.terms.bindings_read(loop, scope)
    )


def _runs_in_other_method(scope: Scope, model: SemanticModel) -> bool:
    """Whether another method of the class of *scope* runs coroutines on a loop of their own."""
    cls = scope.parent
    return cls is not None and bool(model.analysis(_running_methods).get(cls, set()) - {scope})


def _running_methods(model: SemanticModel) -> dict[Scope, set[Scope]]:
    """The functions that call ``asyncio.run``, by the class that they are methods of."""
    found: dict[Scope, set[Scope]] = {}
    for run in model.uses.attributes("run"):
        method = model.scope_of(run)
        cls = method.parent
        if cls is not None and cls.kind == "class" and model.refers_to(run, "asyncio.run"):
            found.setdefault(cls, set()).add(method)
    return found


def _is_asked_whether_it_runs(loop: ast.expr, scope: Scope) -> bool:
    """Whether the function *scope* asks *loop* if it runs, which nobody need ask who is on it."""
    return any(
        node.attr == "is_running" and unparsed(node.value) == unparsed(loop)
        for node in scope.of_type(ast.Attribute)
    )


class _Threads:
    """Answers for one file, which look into those that lead to it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._ways: dict[Scope, set[_Way]] = {}
        self._here: set[str] | None = None
        self._handed: set[tuple[str, str]] | None = None

    def may_call(self, scope: Scope, loop: ast.expr) -> bool:
        """Whether a thread may call *scope*, as far as callers show, or other uses of such a *loop*."""
        ways = self._ways_to(scope)
        if _Way.THREAD in ways:
            return True
        is_asked = _is_asked_whether_it_runs(loop, scope)
        return _Way.UNSEEN in ways and (is_asked or self._is_handed_to(loop))

    def is_on_loop(self, scope: Scope) -> bool:
        """Whether something on a loop is seen to call *scope*."""
        return _Way.LOOP in self._ways_to(scope)

    def _ways_to(self, scope: Scope) -> set[_Way]:
        if scope not in self._ways:
            self._ways[scope] = set(_ways_to(scope, self._model))
        return self._ways[scope]

    def _is_handed_to(self, loop: ast.expr) -> bool:
        """Whether the project hands something to *loop* from other threads."""
        name = last_name(loop)
        if self._here is None:
            self._here = {last_name(other) for other in _handed_to(self._model)}
        if name in self._here:
            return True
        holder = _holder(loop)
        if holder and self._handed is None:
            self._handed = {
                (_holder(other), last_name(other))
                for model in self._others()
                for other in _handed_to(model)
            }
        return bool(holder) and (holder, name) in (self._handed or ())

    def _others(self) -> Iterator[SemanticModel]:
        model = self._model
        search = model.types.loader.search
        found = {
            **dict.fromkeys(search(IMPORTING + "asyncio", model.module, having=_HANDING[0]) or ()),
            **dict.fromkeys(search(ACCESSING + _HANDING[1], model.module) or ()),
        }
        for module in found:
            if module is not model.module:
                try:
                    yield model.beside(module)
                except SourceError:
                    continue


def _handed_to(model: SemanticModel) -> Iterator[ast.expr]:
    """The loops that *model* hands something to from other threads."""
    for scope in model.scopes if model.source.mentions(*map(str.encode, _HANDING)) else ():
        for call in scope.of_type(ast.Call):
            match call:
                case ast.Call(func=ast.Attribute(value=loop, attr="call_soon_threadsafe")):
                    yield loop
                case ast.Call(args=[_, loop]) if last_name(call.func) == _HANDING[0]:
                    yield loop


def _holder(loop: ast.expr) -> str:
    """What the object is called whose attribute *loop* is; '' for the own object, and for a variable."""
    name = last_name(loop.value) if isinstance(loop, ast.Attribute) else ""
    return "" if name == "self" else name


def _ways_to(scope: Scope, model: SemanticModel) -> Iterator[_Way]:
    """Where *scope* is called from, and what calls it, some steps far."""
    todo = deque([(scope, model)])
    seen = {scope}
    while todo:
        inner, where = todo.popleft()
        if where.execution.runs_in_thread(inner):
            yield _Way.THREAD
            return
        places = list(named_places(inner, where)) if len(seen) < _MOST else []
        if not places:
            yield _Way.UNSEEN
        for place in places:
            found = _Way.UNSEEN if place is None else _way_by(place)
            if isinstance(found, _Way):
                yield found
            elif place is not None and found not in seen:
                seen.add(found)
                todo.append((found, place.model))


def _way_by(place: Naming) -> _Way | Scope:
    """Where what *place* calls or hands on runs; the plain function that calls it, where that decides."""
    model, node = place
    parent = model.parent(node)
    if isinstance(parent, ast.Call) and parent.func is node:
        scope = model.scope_of(node)
        if model.runs_on_loop(node):
            return _Way.LOOP
        is_start = not isinstance(scope.node, FUNCTION_TYPES) or _is_special(scope)
        return _Way.START if is_start else scope
    if isinstance(parent, ast.Call) and node in model.arguments_marked(parent, "runs_on_loop"):
        return _Way.LOOP
    if isinstance(parent, ast.Call) and node in model.arguments_marked(parent, "offloads"):
        return _Way.THREAD
    return _Way.UNSEEN
