"""Methods that only keep what they are given: whatever their name says, they end nothing.

``event.set_result(Reply("failed"))`` of a class of the project that stores the reply.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

_DEPTH = 3
_ADDING = frozenset({"append", "extend"})
_PLAIN = frozenset(
    f"builtins.{name}"
    for name in (
        "bool",
        "dict",
        "float",
        "int",
        "isinstance",
        "len",
        "list",
        "repr",
        "str",
        "tuple",
    )
)
_STOPPING = (ast.Await, ast.Delete, ast.Global, ast.Raise, ast.With, ast.AsyncWith, ast.Yield)


def only_keeps(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* certainly calls methods of the project that store what they are given, no constant.

    ``service.set_running(False)`` notes what is the case now, as an assignment of it does.
    """
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if any(isinstance(value, ast.Constant) for value in given):
        return False
    options = options_of(model.value_of(call.func))
    keepers = model.analysis(_Keepers)
    return all(
        isinstance(option, FunctionValue)
        and option.receiver is not None
        and keepers.is_keeper(option)
        for option in options
    )


class _Keepers:
    """Answers for all calls of a file: a method with many overriding it is gone through once."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[FunctionValue, bool] = {}

    def is_keeper(self, method: FunctionValue) -> bool:
        """Whether calling *method* makes or keeps something and does nothing else."""
        known = self._known.get(method)
        if known is None:
            known = self._known[method] = _is_plain(method, self._model, _DEPTH)
        return known


def _is_plain(callee: Value, model: SemanticModel, depth: int) -> bool:
    """Whether calling *callee* makes or keeps something and does nothing else."""
    if isinstance(callee, ClassValue):
        return True
    if not isinstance(callee, FunctionValue):
        return name_of(callee) in _PLAIN
    summary = callee.summary
    if summary.module.is_stub or summary.is_async or not depth:
        return False
    if not all(_is_plain(other, model, depth - 1) for other in _overriding(callee, model)):
        return False
    frame, terms = model.types.calls.frame_of(callee, [], {}), summary.module.terms

    def options(expr: ast.expr) -> tuple[Value, ...]:
        return options_of(model.types.evaluate(terms.reduce(expr, summary.scope), frame))

    def is_plain(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            return all(_takes(owner, node.attr, model) for owner in options(node.value))
        if isinstance(node, ast.Call) and not _adds(node):
            return all(_is_plain(one, model, depth - 1) for one in options(node.func))
        return not isinstance(node, _STOPPING) and not _says_constant(node)

    return all(map(is_plain, walk_code(summary.scope.body)))


def _overriding(method: FunctionValue, model: SemanticModel) -> list[FunctionValue]:
    """The methods of subclasses that may run in place of *method*."""
    receiver = method.receiver
    if not isinstance(receiver, Instance):
        return []
    return model.types.implementations.of_method(method.summary.name, receiver)


def _takes(owner: Value, name: str, model: SemanticModel) -> bool:
    """Whether setting the attribute *name* of *owner* certainly runs nothing, as a property would."""
    members = model.types.members
    if not isinstance(owner, Instance) or not members.is_known_whole(owner.summary):
        return False
    classes = (owner.summary, *model.types.implementations.subclasses(owner.summary))
    bodies = [base for cls in classes for base in members.mro(cls)]
    if any(base is None or _defines(base, name) for base in bodies):
        return False
    objects = map(Instance, classes)
    return not any(
        members.getter(one, name) or members.method(one, "__setattr__") for one in objects
    )


def _defines(cls: ClassSummary, name: str) -> bool:
    """Whether the body of *cls* has a function *name*, as a property and its setter are."""
    return any(child.is_function and child.name == name for child in cls.scope.children.values())


def _adds(call: ast.Call) -> bool:
    """Whether *call* puts something into a container of an object: ``self.parts.append(text)``."""
    match call.func:
        case ast.Attribute(value=ast.Attribute(value=ast.Name()), attr=name):
            return name in _ADDING
    return False


def _says_constant(node: ast.AST) -> bool:
    """Whether *node* notes in an object what is the case now: ``self.running = False``."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
        return False
    return any(isinstance(target, ast.Attribute) for target in node.targets)
