"""What a coroutine does before it waits for the first time.

A task begins once the loop comes to it, behind all that is ready by then; an awaited coroutine begins
at once. ``while not is_done(): await sleep(1)``: awaited as it is, the question comes a round earlier.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.log_calls import is_told_to_log
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Coroutine
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_TESTING = (ast.If, ast.IfExp, ast.While, ast.Assert)
_OF_OTHERS = (ast.Attribute, ast.Call, ast.Subscript)
_DEPTH = 2


def acts_before_waiting(coroutine: Coroutine, model: SemanticModel) -> bool:
    """Whether it asks or changes what others may change, or see, before it waits for the first time.

    That of a function of another file is not looked into, and counts as one that does.
    """
    function = coroutine.function
    if function is None or function.module is not model.module:
        return function is None or not function.module.is_stub
    return _acts(function, model, _DEPTH)


def _acts(function: FunctionSummary, model: SemanticModel, depth: int) -> bool:
    for node in _first_steps(function):
        if isinstance(node, ast.Await):
            return depth > 0 and any(_acts(one, model, depth - 1) for one in _awaited(node, model))
        if isinstance(node, _TESTING):
            if any(isinstance(part, _OF_OTHERS) for part in ast.walk(node.test)):
                return True
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            if not isinstance(node.ctx, ast.Load):
                return True
        elif isinstance(node, ast.Call) and isinstance(model.parent(node), ast.Expr):
            is_builtin = model.name_of(node.func).startswith("builtins.")
            if not is_builtin and not is_told_to_log(model, node):
                return True
    return False


def _first_steps(function: FunctionSummary) -> Iterator[ast.AST]:
    """What stands in *function* up to where it waits, with that if it is an ``await``."""
    for node in walk_code(function.scope.body):
        if isinstance(node, (ast.AsyncFor, ast.AsyncWith)):
            return
        yield node
        if isinstance(node, ast.Await):
            return


def _awaited(node: ast.Await, model: SemanticModel) -> Iterator[FunctionSummary]:
    """The functions of this file that *node* calls and awaits."""
    call = node.value
    for option in options_of(model.value_of(call.func)) if isinstance(call, ast.Call) else ():
        if isinstance(option, FunctionValue) and option.summary.module is model.module:
            yield option.summary
