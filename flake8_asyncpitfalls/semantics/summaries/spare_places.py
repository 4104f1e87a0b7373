"""Places of a function that run only after something has failed.

What stands in a handler of exceptions, and the pause between attempts: ``time.sleep(attempt * 0.1)`` before
the ``continue`` of a branch, where the loop counts the attempts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import walked


def spare_places(scope: Scope, parents: Mapping[ast.AST, ast.AST]) -> set[ast.AST]:
    """The nodes of *scope* that run only after something has failed."""
    found: set[ast.AST] = set()
    for handler in scope.of_type(ast.ExceptHandler):
        if handler not in found:
            found.update(walked(handler)[1:])
    found.update(_pauses(scope, parents))
    return found


def _pauses(scope: Scope, parents: Mapping[ast.AST, ast.AST]) -> Iterator[ast.Call]:
    """The calls before a ``continue`` that are given the number of the attempt."""
    for end in scope.of_type(ast.Continue):
        branch = parents[end]
        if not isinstance(branch, ast.If):
            continue
        block = branch.body if branch.body[-1] is end else branch.orelse
        match block[-2:]:
            case [ast.Expr(value=ast.Call() as call), last] if last is end:
                counter = _counter(branch, parents)
                if counter and _mentions(call, counter):
                    yield call


def _counter(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> str:
    """The variable that counts the rounds of the loop around *node*, or ''."""
    while not isinstance(node, (ast.While, ast.AsyncFor, ast.Module, *FUNCTION_TYPES)):
        match node:
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"))):
                return name
            case ast.For():
                return ""
        node = parents[node]
    return ""


def _mentions(call: ast.Call, name: str) -> bool:
    given = (node for argument in call.args for node in walked(argument))
    return any(isinstance(node, ast.Name) and node.id == name for node in given)
