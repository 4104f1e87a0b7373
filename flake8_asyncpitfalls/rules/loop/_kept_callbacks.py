"""Callbacks that an object keeps for a thread of its own, or that a function calls in one that it starts.

``Recorder(on_frame=self.put)``: the class stores the parameter, and a method of it that runs in a thread
calls what is stored. The class may be one of another module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.passed_arguments import passed, taken_by
from flake8_asyncpitfalls.rules.loop._handed_callbacks import minds_threads, own_scope
from flake8_asyncpitfalls.semantics.effects.execution_context import ExecutionContext
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue, Instance
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

_THREADS = (b"Thread", b"xecutor", b"submit", b"to_thread")
_MAX_STEPS = 3


def kept_for_threads(call: ast.Call, model: SemanticModel) -> Iterator[Scope]:
    """The functions of this module that *call* gives to what calls them in a thread of its own."""
    # Most calls are given nothing of the kind, and nobody need know what they call.
    own = model.analysis(_OwnNames).names
    exprs = arguments_of(call)
    if not any(last_name(expr) in own or isinstance(expr, ast.Lambda) for expr in exprs):
        return
    callee = model.value_of(call.func)
    is_class = isinstance(callee, ClassValue)
    if isinstance(callee, ClassValue):
        callee = model.types.members.method(Instance(callee.summary), "__init__") or callee
    if not isinstance(callee, FunctionValue) or not _is_known(callee):
        return
    threads = model.analysis(_Threads)
    for name, expr in taken_by(callee, passed(call)):
        found = list(own_scope(expr, model))
        if found:
            does = threads.class_calls if is_class else threads.function_calls
            if does(callee.summary, name):
                yield from found


def assigned_for_threads(stmt: ast.Assign, model: SemanticModel) -> Iterator[Scope]:
    """The function of this module that *stmt* gives to an object that calls it in a thread."""
    target = stmt.targets[0]
    is_own = last_name(stmt.value) in model.analysis(_OwnNames).names
    if not isinstance(target, ast.Attribute) or not (is_own or isinstance(stmt.value, ast.Lambda)):
        return
    found = list(own_scope(stmt.value, model))
    owner = model.value_of(target.value) if found else None
    if not isinstance(owner, Instance) or owner.summary.module.is_stub:
        return
    cls = owner.summary
    if not cls.module.is_foreign and model.analysis(_Threads).calls_attribute(
        cls.scope, cls.module, {target.attr}
    ):
        yield from found


def _is_known(function: FunctionValue) -> bool:
    """Whether it is a plain function of the project, which is told what it gets."""
    summary, module = function.summary, function.summary.module
    if module.is_stub or module.is_foreign or summary.is_async or summary.is_generator:
        return False
    return not function.call_kind


class _OwnNames:
    """What the functions of one file are called."""

    def __init__(self, model: SemanticModel) -> None:
        scopes = model.terms.root.walk()
        self.names = {scope.name for scope in scopes if scope.is_function and scope.name}


class _Threads:
    """What modules run in threads, as far as one file asks."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._contexts = {model.module: model.execution}
        self._of_classes: dict[Scope, set[Scope]] = {}
        self._offloaded = set(_offloaded_here(model))

    def class_calls(self, init: FunctionSummary, name: str) -> bool:
        """Whether the class of *init* calls in a thread what it stores of the parameter *name*."""
        cls = init.scope.parent
        attributes = set(_attributes_for(name, init.scope)) - {""}
        if cls is None or cls.kind != "class" or not attributes:
            return False
        return self.calls_attribute(cls, init.module, attributes)

    def calls_attribute(self, cls: Scope, module: ModuleFacts, attributes: set[str]) -> bool:
        """Whether a method of *cls* that runs in a thread calls one of its *attributes*."""
        module.hold(self._model)
        return any(
            attribute in attributes and not minds_threads(method)
            for method in self._methods(cls, module)
            for attribute in _called_of_self(method)
        )

    def function_calls(self, function: FunctionSummary, name: str) -> bool:
        """Whether the function starts a thread with one inside it that calls the parameter *name*."""
        function.module.hold(self._model)
        scope = function.scope
        inner = {child.name: child for child in scope.children.values() if child.kind == "function"}
        if not inner or not function.module.terms.source.mentions(*_THREADS):
            return False
        context = self._context(function.module)
        return any(
            isinstance(target, ast.Name)
            and target.id in inner
            and _calls_outer(inner[target.id], name)
            for call in scope.of_type(ast.Call)
            for target in context.marked_arguments(call, scope, "offloads")
        )

    def _context(self, module: ModuleFacts) -> ExecutionContext:
        if module not in self._contexts:
            self._contexts[module] = ExecutionContext(module, self._model.types)
        return self._contexts[module]

    def _methods(self, cls: Scope, module: ModuleFacts) -> set[Scope]:
        """The methods of *cls* that run in threads, by themselves or called by those that do."""
        if cls not in self._of_classes:
            methods = {one.name: one for one in cls.children.values() if not one.is_coroutine}
            step = self._offloaded.intersection(methods.values())
            if module.terms.source.mentions(*_THREADS):
                context = self._context(module)
                step.update(one for one in methods.values() if context.runs_in_thread(one))
            found = set(step)
            for _ in range(_MAX_STEPS):
                called = {name for method in step for name in _called_of_self(method)}
                step = {methods[name] for name in called if name in methods} - found
                found |= step
            self._of_classes[cls] = found
        return self._of_classes[cls]


def _offloaded_here(model: SemanticModel) -> Iterator[Scope]:
    """The methods, of whatever module, that this one hands to threads."""
    for scope in model.terms.root.walk():
        for call in scope.of_type(ast.Call):
            for target in model.arguments_marked(call, "offloads"):
                value = model.value_of(target) if isinstance(target, ast.Attribute) else None
                if isinstance(value, FunctionValue) and not value.summary.module.is_stub:
                    value.summary.module.hold(model)
                    yield value.summary.scope


def _attributes_for(name: str, init: Scope) -> Iterator[str]:
    """The attributes of ``self`` that store the parameter *name*."""
    stmts: list[ast.Assign | ast.AnnAssign] = init.of_type(ast.Assign, ast.AnnAssign)
    for stmt in stmts:
        if isinstance(stmt.value, ast.Name) and stmt.value.id == name:
            targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
            yield from map(_attribute_of_self, targets)


def _called_of_self(method: Scope) -> Iterator[str]:
    """The names of what *method* calls of its object: ``self._callback(frame)``."""
    for call in method.of_type(ast.Call):
        yield _attribute_of_self(call.func)


def _attribute_of_self(expr: ast.expr) -> str:
    """The name of an attribute of ``self``; '' for everything else."""
    match expr:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name
    return ""


def _calls_outer(inner: Scope, name: str) -> bool:
    """Whether the function *inner* itself calls the variable *name* of the function around it."""
    is_plain = not inner.is_coroutine and not minds_threads(inner)
    return is_plain and any(
        isinstance(call.func, ast.Name) and call.func.id == name for call in inner.of_type(ast.Call)
    )
