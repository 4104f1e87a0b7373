"""Who calls a function that nothing in its own project names: a library, a command line, or nobody seen.

A library calls what a decorator of it, or of the project, keeps for later, and what stands in for a method of
its classes. A command line runs its coroutine in a loop of its own.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import endpoint_marker
from flake8_asyncpitfalls.analyses.method_bases import bases_of_method
from flake8_asyncpitfalls.analyses.own_loops import plain_decorators, runs_in_own_loop
from flake8_asyncpitfalls.analyses.starting import starts_near
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Unknown,
    UnresolvedName,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import called_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_LOOKING = frozenset({"builtins", "functools", "inspect"})
"""Modules whose functions look at a function, or wrap it, and keep it for nobody."""
_BY_NAME = "calls_with"
_KEEPING = frozenset({"functools.singledispatch", "functools.singledispatchmethod"})


def is_command(scope: Scope, model: SemanticModel) -> bool:
    """Whether a decorator makes a command of the coroutine function, or runs it in a loop of its own."""
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    if is_made_plain_for_command(scope.node, model):
        return True
    plain = plain_decorators(model, scope.node)
    for decorator in reversed(scope.node.decorator_list):
        if model.marker(called_in(decorator), "one_shot") is not None:
            return True
        if decorator not in plain:
            continue
        if runs_in_own_loop(model, decorator):
            return True
        if any(_starts_inside(option, model) for option in options_of(model.value_of(decorator))):
            return False
    return False


def is_made_plain_for_command(
    node: ast.FunctionDef | ast.AsyncFunctionDef, model: SemanticModel
) -> bool:
    """Whether an unknown decorator stands below one that makes a command of a plain function.

    ``@click.command() @some.wrapper async def clear(...)``: the wrapper runs a loop for each call.
    """
    is_wrapped = False
    for decorator in reversed(node.decorator_list):
        if model.marker(called_in(decorator), "for_plain") is not None:
            return is_wrapped
        is_wrapped |= isinstance(model.value_of(decorator), (Unknown, UnresolvedName))
    return False


def is_run_as_command(scope: Scope, model: SemanticModel) -> bool:
    """Whether a decorator makes a command of the function *scope*."""
    return isinstance(scope.node, FUNCTION_TYPES) and any(
        model.marker(called_in(decorator), "one_shot") is not None
        for decorator in scope.node.decorator_list
    )


def is_for_others(scope: Scope, model: SemanticModel) -> bool:
    """Whether a library may call the function *scope*: by its decorator, or by the name of a method."""
    if not isinstance(scope.node, FUNCTION_TYPES):
        return False
    if endpoint_marker(scope, model) is not None or _is_method_of_others(scope, model):
        return True
    return is_kept_for_later(scope, model)


def is_kept_for_later(scope: Scope, model: SemanticModel) -> bool:
    """Whether a decorator may keep the function *scope*, for whoever calls it then."""
    return isinstance(scope.node, FUNCTION_TYPES) and any(
        _may_keep(option, decorator, model)
        for decorator in plain_decorators(model, scope.node)
        for option in options_of(model.value_of(decorator))
    )


def is_beside_started(scope: Scope, model: SemanticModel) -> bool:
    """Whether a decorator of the project starts a task or a server before the function *scope* runs."""
    return isinstance(scope.node, FUNCTION_TYPES) and any(
        _starts_inside(option, model)
        for decorator in plain_decorators(model, scope.node)
        for option in options_of(model.value_of(decorator))
    )


def looks_only(callee: Value) -> bool:
    """Whether *callee* only looks at a function that it is given, or wraps it."""
    name = name_of(callee)
    return name.partition(".")[0] in _LOOKING or name.endswith(".iscoroutinefunction")


def _is_method_of_others(scope: Scope, model: SemanticModel) -> bool:
    """Whether Python calls it by its name, or it takes the place of a method that the project has not."""
    outer = scope.parent
    if outer is None or outer.kind != "class":
        return False
    if scope.name.startswith("__"):
        return scope.name.endswith("__")
    members = model.types.members
    for base in bases_of_method(scope, model):
        if base is None:
            return True
        is_library = base.module.is_stub or base.module.is_foreign
        if is_library and (_BY_NAME in base.markers or members.own(base, scope.name) is not None):
            return True
    return False


def _starts_inside(decorator: Value, model: SemanticModel) -> bool:
    """Whether *decorator*, a function of the project, or one that it makes, starts a task or a server."""
    if not isinstance(decorator, FunctionValue) or decorator.summary.module.is_stub:
        return False
    return any(
        starts_near(model, option, with_ended=True)
        for inner in decorator.summary.scope.walk()
        for call in inner.of_type(ast.Call)
        for option in options_of(model.types.value_in(call.func, decorator.summary, inner))
    )


def _may_keep(decorator: Value, expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *decorator*, written as *expr*, may keep the function; of Python's own, none does."""
    if isinstance(decorator, FunctionValue) and not decorator.summary.module.is_stub:
        return _starts_inside(decorator, model) or _keeps_parameter(decorator.summary, model)
    name = name_of(decorator)
    home = name.partition(".")[0]
    is_own = home == "builtins" or home in sys.stdlib_module_names
    if is_own and name not in _KEEPING:
        return False
    return not model.types.decorators.is_transparent(model.value_of(called_in(expr)))


def _keeps_parameter(decorator: FunctionSummary, model: SemanticModel) -> bool:
    """Whether the function that *decorator* is given goes anywhere but into calls, and what is returned."""
    names = [part.name for part in decorator.parameters[:1]]
    if decorator.class_identity is not None:
        names = [part.name for part in decorator.parameters]
    parents = decorator.module.terms.parents
    return any(
        _is_kept(node, parents[node], scope, decorator, model)
        for scope in decorator.scope.walk()
        for name in names
        for node in scope.names(name)
        if isinstance(node.ctx, ast.Load)
    )


def _is_kept(
    node: ast.Name, parent: ast.AST, scope: Scope, decorator: FunctionSummary, model: SemanticModel
) -> bool:
    match parent:
        case ast.Call(func=func) if func is node:
            return False
        case ast.Call(func=func):
            values = options_of(model.types.value_in(func, decorator, scope))
            return not all(map(looks_only, values))
        case ast.Assign(targets=targets):
            return not all(isinstance(target, ast.Name) for target in targets)
    return isinstance(parent, (ast.Dict, ast.List, ast.Set, ast.Tuple, ast.keyword, ast.Starred))
