"""Cancellations that the program asks for itself: of the very task, or of work that a method awaits.

``CancelledError`` then is an answer: "closed", "stopped". Who asked is told by ``.cancel`` on what
``current_task()`` gave, or on something in another method of the class whose method is awaited.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import Coroutine, FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

_DEPTH = 3
"""How many functions deep to look for the work that is awaited."""
_PASSING_ON = frozenset({"gather", "shield", "wait", "wait_for"})


def cancels_itself(scope: Scope, model: SemanticModel) -> bool:
    """Whether the function of *scope* keeps its own task, and the module cancels what it kept."""
    return scope in model.analysis(_Cancelled).functions


class _Cancelled:
    """The functions of a file whose own task the file cancels."""

    def __init__(self, model: SemanticModel) -> None:
        owners = [node.value for node in model.uses.attributes("cancel")]
        self.functions = {
            scope
            for scope in (model.scopes if owners else ())
            if (kept := _kept(scope, model)) and _is_cancelled(scope, kept, owners, model)
        }


def _kept(scope: Scope, model: SemanticModel) -> list[ast.expr]:
    """What *scope* binds its own task to."""
    return [
        target
        for stmt in scope.of_type(ast.Assign)
        if _is_own_task(stmt.value, model)
        for target in stmt.targets
    ]


def _is_cancelled(
    scope: Scope, kept: list[ast.expr], owners: list[ast.expr], model: SemanticModel
) -> bool:
    """Whether one of *owners* is what *scope* has *kept* its task in; a variable only in *scope* itself."""
    names = {target.id for target in kept if isinstance(target, ast.Name)}
    attributes = {target.attr for target in kept if isinstance(target, ast.Attribute)}
    inside = set(scope.walk()) if names else set()
    return any(
        owner.attr in attributes
        if isinstance(owner, ast.Attribute)
        else isinstance(owner, ast.Name) and owner.id in names and model.scope_of(owner) in inside
        for owner in owners
    )


def _is_own_task(value: ast.expr, model: SemanticModel) -> bool:
    return isinstance(value, ast.Call) and model.name_of(value.func).endswith("current_task")


def waits_for_cancelled_work(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function that *call* calls awaits a task which it, or its class, cancels."""
    function = model.value_of(call.func)
    return isinstance(function, FunctionValue) and _waits(function, model, _DEPTH)


def _waits(function: FunctionValue, model: SemanticModel, depth: int) -> bool:
    summary = function.summary
    if not depth or summary.module.is_stub or not summary.is_async:
        return False
    if b".cancel" not in summary.module.data:
        return False
    # All that is read of its tree comes first: to evaluate terms reads other modules, and of so many
    # not all keep their trees.
    objects, called = _awaited_terms(summary)
    is_cancelled = bool(objects) and _is_cancelled_elsewhere(summary)
    frame = model.types.calls.frame_of(function, [], {})
    if is_cancelled and any(
        not isinstance(model.types.evaluate(term, frame), Coroutine) for term in objects
    ):
        return True
    callees = (model.types.evaluate(term, frame) for term in called)
    return any(
        isinstance(callee, FunctionValue) and _waits(callee, model, depth - 1) for callee in callees
    )


def _awaited_terms(summary: FunctionSummary) -> tuple[list[Term], list[Term]]:
    """The objects that the function awaits, and what it calls for the rest of what it awaits."""
    scope, terms = summary.scope, summary.module.terms
    objects: list[Term] = []
    called: list[Term] = []
    for node in suspensions(scope.body):
        for awaited in _awaited(node):
            if isinstance(awaited, ast.Call):
                called.append(terms.reduce(awaited.func, scope))
            else:
                objects.append(terms.reduce(awaited, scope))
    return objects, called


def _awaited(node: ast.AST) -> Iterator[ast.expr]:
    """What *node* awaits, also through ``gather`` and its kin."""
    value = node.value if isinstance(node, ast.Await) else None
    if isinstance(value, ast.Call):
        name = unparsed(value.func).rpartition(".")[2]
        yield from value.args if name in _PASSING_ON else [value]
    elif value is not None:
        yield value


def _is_cancelled_elsewhere(summary: FunctionSummary) -> bool:
    """Whether *summary* itself, or another method of its class, cancels something."""
    owner = summary.scope.parent
    is_method = summary.class_identity is not None and owner is not None
    scopes = list(owner.children.values()) if is_method and owner is not None else [summary.scope]
    return any(map(_cancels_first, scopes))


def _cancels_first(scope: Scope) -> bool:
    """Whether *scope* cancels something, and not only once it has been cancelled itself."""
    methods = [node for node in scope.of_type(ast.Attribute) if node.attr == "cancel"]
    if not methods:
        return False
    tries: list[ast.Try | ast.TryStar] = [*scope.of_type(ast.Try), *scope.of_type(ast.TryStar)]
    handlers = [
        handler
        for stmt in tries
        for handler in stmt.handlers
        if handler.type is not None and last_name(handler.type) == "CancelledError"
    ]
    after = {id(node) for handler in handlers for node in ast.walk(handler)}
    return any(id(method) not in after for method in methods)
