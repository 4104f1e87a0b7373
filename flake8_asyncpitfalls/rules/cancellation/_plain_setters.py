"""Methods that only keep what they are given: whatever their name says, they end nothing.

``event.set_result(Reply("failed"))`` of a class of the project that stores the reply.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel

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
    """Whether *call* certainly calls methods of the project that store what they are given, no constant."""
    options = options_of(model.value_of(call.func))
    return all(
        isinstance(option, FunctionValue)
        and option.receiver is not None
        and _is_plain(option, model, _DEPTH)
        for option in options
    )


def _is_plain(callee: Value, model: SemanticModel, depth: int) -> bool:
    """Whether calling *callee* makes or keeps something and does nothing else."""
    if isinstance(callee, ClassValue):
        return True
    if not isinstance(callee, FunctionValue):
        return name_of(callee) in _PLAIN
    summary = callee.summary
    if summary.module.is_stub or summary.is_async or not depth:
        return False
    frame, terms = model.types.calls.frame_of(callee, [], {}), summary.module.terms
    for node in walk_code(summary.scope.body):
        if isinstance(node, _STOPPING) or _says_constant(node):
            return False
        if isinstance(node, ast.Call) and not _adds(node):
            called = model.types.evaluate(terms.reduce(node.func, summary.scope), frame)
            if not all(_is_plain(option, model, depth - 1) for option in options_of(called)):
                return False
    return True


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
