"""Code that goes over a dict or set that coroutines of its object, or of its module, change.

On the event loop nothing changes while it goes round. In a thread a coroutine may add or remove in
the middle, and the loop ends with ``RuntimeError: dictionary changed size during iteration``. What
copies an object with all that it holds (``asdict(self)``) goes over all of its containers. So does the
loop end where a coroutine goes round and the thread adds or removes.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import endpoint_marker
from flake8_asyncpitfalls.analyses.object_changes import run_together
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS
from flake8_asyncpitfalls.analyses.thread_marks import names_lock
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    NamedInstance,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import (
        ClassSummary,
        FunctionSummary,
        ModuleFacts,
    )
    from flake8_asyncpitfalls.semantics.summaries.sites import Site
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_FUNCTIONS = 50
_VIEWS = ("values", "items", "keys")
_GOING_OVER = "goes_over"
_LISTS = frozenset({"builtins.list", "collections.deque"})
_CHANGING = frozenset({"clear", "discard", "pop", "popitem", "remove", "setdefault"})


def goes_over_shared(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* runs goes over a container that a coroutine of its object changes."""
    return model.analysis(_Iterations).is_any(call)


def goes_over_in_thread(model: SemanticModel, scope: Scope) -> bool:
    """Whether the function *scope*, once it runs in a thread, goes over a container that others change."""
    assert isinstance(scope.node, ast.AsyncFunctionDef)
    return model.analysis(_Iterations).is_in(model.summary_of(scope.node))


def resizes_iterated(model: SemanticModel, call: ast.Call) -> bool:
    """Whether the method that *call* calls adds to or takes from what others of its class go over."""
    return model.analysis(_Iterations).resizes_iterated(call)


class _Iterations:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._types = model.types
        self._changed: dict[tuple[ClassSummary | str, str], bool] = {}
        self._going_over: dict[tuple[ClassSummary, str], set[FunctionSummary]] = {}

    def is_any(self, call: ast.Call) -> bool:
        """Whether any of the functions that *call* runs does it, or one that it calls."""
        args = [self._model.value_of(arg) for arg in call.args]
        seen: set[FunctionSummary] = set()
        return any(
            isinstance(option, FunctionValue) and self._goes_over(option, args, seen)
            for option in options_of(self._model.value_of(call.func))
        )

    def is_in(self, function: FunctionSummary) -> bool:
        """Whether *function*, of this file, does it, itself or by what it calls."""
        return any(
            self._is_resized_in_module(function, name) for name in _globals_gone_over(function)
        ) or any(map(self.is_any, function.scope.of_type(ast.Call)))

    def resizes_iterated(self, call: ast.Call) -> bool:
        """Whether a method that *call* runs does it, itself or through others of its object."""
        return any(
            self._is_gone_over_elsewhere(container, option, changing)
            for option in options_of(self._model.value_of(call.func))
            if isinstance(option, FunctionValue) and isinstance(option.receiver, Instance)
            for changing in [run_together(self._model, option)]
            for summary in changing
            for container in _resized_by(summary)
        )

    def _is_gone_over_elsewhere(
        self, container: ast.Attribute, method: FunctionValue, changing: set[FunctionSummary]
    ) -> bool:
        """Whether methods of the object of *method* beside *changing* have a loop over *container*."""
        assert isinstance(method.receiver, Instance)
        value = self._types.members.get(method.receiver, container.attr)
        if isinstance(value, NamedInstance) and value.qualified_name in _LISTS:
            return False
        place = (method.receiver.summary, container.attr)
        if place not in self._going_over:
            self._going_over[place] = {
                other
                for other in self._methods(method.receiver.summary)
                if any(_is_own(gone_over, container.attr) for gone_over in _gone_over(other))
            }
        return not self._going_over[place] <= changing

    def _goes_over(
        self, function: FunctionValue, args: list[Value], seen: set[FunctionSummary]
    ) -> bool:
        summary = function.summary
        if summary in seen or summary.module.is_stub or summary.is_async:
            return False
        seen.add(summary)
        if len(seen) > _MAX_FUNCTIONS:
            return False
        frame = self._types.calls.frame_of(function, args, {})
        if any(self._is_changed(node, summary, frame) for node in _gone_over(summary)):
            return True
        if any(self._is_resized_in_module(summary, name) for name in _globals_gone_over(summary)):
            return True
        return any(
            self._runs_over(site, function, frame, seen)
            for site in summary.sites
            if site.kind == "call" and not any(names_lock(str(manager)) for manager in site.inside)
        )

    def _runs_over(
        self, site: Site, caller: FunctionValue, frame: Frame, seen: set[FunctionSummary]
    ) -> bool:
        """Whether what *site* calls does it, with what it is given there."""
        given = [self._types.evaluate(term, frame) for term in site.term[2]]
        for option in options_of(self._types.evaluate(site.term[1], frame)):
            if not isinstance(option, FunctionValue):
                continue
            if given and _GOING_OVER in option.summary.markers:
                if self._is_term_changed(site.term[2][0], caller.summary, frame):
                    return True
                if self._lives_on_loop(given[0]):
                    return True
            if self._goes_over(option, given, seen):
                return True
        return False

    def _is_term_changed(self, term: Term, summary: FunctionSummary, frame: Frame) -> bool:
        """Whether coroutines change the attribute, or the variable of the module, that *term* is."""
        if term[0] == "attr":
            return self._is_attribute_changed(self._types.evaluate(term[1], frame), term[2])
        return term[0] == "global" and self._is_resized_in_module(summary, term[1])

    def _lives_on_loop(self, copied: Value) -> bool:
        """Whether coroutines of the object, which a thread would copy, change a container of it."""
        return any(
            isinstance(option, Instance)
            and not option.summary.module.is_stub
            and any(
                method.is_async and _resizes(method, "") for method in self._methods(option.summary)
            )
            for option in options_of(copied)
        )

    def _is_changed(self, container: ast.Attribute, summary: FunctionSummary, frame: Frame) -> bool:
        """Whether coroutines of the object that *container* belongs to change its size."""
        terms = summary.module.terms
        owner = self._types.evaluate(terms.reduce(container.value, summary.scope), frame)
        return self._is_attribute_changed(owner, container.attr)

    def _is_attribute_changed(self, owner: Value, attribute: str) -> bool:
        for option in options_of(owner):
            if not isinstance(option, Instance) or option.summary.module.is_stub:
                continue
            getter = self._types.members.property_getter(option, attribute)
            name = attribute if getter is None else _given_attribute(getter.summary)
            if name and self._is_resized(option.summary, name):
                return True
        return False

    def _is_resized(self, cls: ClassSummary, name: str) -> bool:
        known = self._changed.get((cls, name))
        if known is None:
            known = self._changed[cls, name] = any(
                (method.is_async or self._is_told_by_coroutine(method)) and _resizes(method, name)
                for method in self._methods(cls)
            )
        return known

    def _methods(self, cls: ClassSummary) -> Iterator[FunctionSummary]:
        """The methods of *cls* and its bases that run when its objects are there."""
        for base in self._types.members.mro(cls):
            if base is not None and not base.module.is_stub:
                methods = map(base.module.function, base.methods)
                yield from (one for one in methods if one.name not in BEGINNINGS)

    def _is_resized_in_module(self, function: FunctionSummary, name: str) -> bool:
        """Whether a coroutine or endpoint of the module of *function* resizes its variable *name*."""
        module = function.module
        known = self._changed.get((module.path, name))
        if known is None:
            terms = module.terms
            known = self._changed[module.path, name] = any(
                (scope.is_coroutine or self._is_endpoint(scope, module))
                and name not in terms.table(scope).by_name
                and _is_resized_in(scope, lambda expr: _is_name(expr, name))
                for scope in terms.root.walk()
            )
        return known

    def _is_endpoint(self, scope: Scope, module: ModuleFacts) -> bool:
        """Whether the function *scope* of *module* answers requests, as far as this file tells."""
        return module is self._model.module and endpoint_marker(scope, self._model) is not None

    def _is_told_by_coroutine(self, method: FunctionSummary) -> bool:
        """Whether a coroutine of this file certainly calls *method*, or hands it to a thread."""
        model = self._model
        for node in model.uses.attributes(method.name):
            if model.scope_of(node).is_coroutine:
                options = options_of(model.value_of(node))
                if any(isinstance(one, FunctionValue) and one.summary is method for one in options):
                    return True
        return False


def _containers(function: FunctionSummary) -> Iterator[ast.expr]:
    """What it has a loop or comprehension over: ``self.held`` of ``self.held.values()``, too."""
    loops: list[ast.For | ast.comprehension] = function.scope.of_type(ast.For, ast.comprehension)
    for loop in loops:
        match loop.iter:
            case ast.Call(func=ast.Attribute(value=container, attr=view)) if view in _VIEWS:
                yield container
            case container:
                yield container


def _gone_over(function: FunctionSummary) -> Iterator[ast.Attribute]:
    """The containers that it goes over, each an attribute of something."""
    return (one for one in _containers(function) if isinstance(one, ast.Attribute))


def _globals_gone_over(function: FunctionSummary) -> Iterator[str]:
    """The variables of its module that it goes over."""
    terms = function.module.terms
    for container in _containers(function):
        if isinstance(container, ast.Name) and _is_global(container.id, function.scope, terms):
            yield container.id


def _is_global(name: str, scope: Scope, terms: ModuleTerms) -> bool:
    at: Scope | None = scope
    while at is not None and at is not terms.root:
        if at.kind != "class" and name in terms.table(at).by_name:
            return False
        at = at.parent
    return name in terms.table(terms.root).by_name


def _given_attribute(getter: FunctionSummary) -> str:
    """The attribute that a property is there to give, or ''."""
    node = getter.scope.node
    if isinstance(node, ast.FunctionDef) and node.body:
        match node.body[-1]:
            case ast.Return(value=ast.Attribute(value=ast.Name(id="self"), attr=name)):
                return name
    return ""


def _resizes(method: FunctionSummary, name: str) -> bool:
    """Whether it adds to or takes from ``self.name`` (of any name: ''); lists harm no loop."""
    return _is_resized_in(method.scope, lambda expr: _is_own(expr, name))


def _is_resized_in(scope: Scope, is_container: Callable[[ast.expr], bool]) -> bool:
    subscripts: list[ast.Subscript] = scope.of_type(ast.Subscript)
    return any(
        not isinstance(node.ctx, ast.Load) and is_container(node.value) for node in subscripts
    ) or any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr in _CHANGING
        and is_container(call.func.value)
        for call in scope.of_type(ast.Call)
    )


def _resized_by(method: FunctionSummary) -> Iterator[ast.Attribute]:
    """The containers of its object that it adds to or takes from, unless it holds a lock."""
    scope = method.scope
    if any(names_lock(unparsed(i.context_expr)) for w in scope.of_type(ast.With) for i in w.items):
        return
    subscripts: list[ast.Subscript] = scope.of_type(ast.Subscript)
    containers = [node.value for node in subscripts if not isinstance(node.ctx, ast.Load)]
    methods = (call.func for call in scope.of_type(ast.Call))
    containers += [m.value for m in methods if isinstance(m, ast.Attribute) and m.attr in _CHANGING]
    yield from (one for one in containers if isinstance(one, ast.Attribute) and _is_own(one, ""))


def _is_name(expr: ast.expr, name: str) -> bool:
    return isinstance(expr, ast.Name) and expr.id == name


def _is_own(expr: ast.expr, name: str) -> bool:
    match expr:
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            return not name or attr == name
    return False
