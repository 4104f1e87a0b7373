"""What becomes of a function where it is named: awaited, run in a loop of its own, or made company.

A coroutine may go through a variable, ``wait_for`` and the like, and out of a plain function that returns it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.named_places import named_places
from flake8_asyncpitfalls.analyses.own_loops import runs_in_own_loop
from flake8_asyncpitfalls.analyses.registrations import looks_only
from flake8_asyncpitfalls.analyses.starting import leaves_running
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

RUN, WAITED, COMPANY, NOTHING = "run", "waited", "company", "nothing"
"""Run in a loop of its own; waited for by the function around it; may run beside others; shows nothing."""
_PARTIAL = "functools.partial"
_THROUGH = (ast.keyword, ast.Starred, ast.NamedExpr, ast.IfExp, ast.BoolOp)
_LOOKED_AT = (ast.Attribute, ast.Compare, ast.Expr, ast.If, ast.Assert, ast.UnaryOp)


class Use(NamedTuple):
    """What becomes of the function at *node* of the file that *model* is about."""

    kind: str
    model: SemanticModel
    node: ast.AST


def uses_of(scope: Scope, model: SemanticModel) -> Iterator[Use]:
    """What becomes of the function *scope*, at each place that certainly names it."""
    for place in named_places(scope, model):
        if place is None:
            yield Use(COMPANY, model, scope.node)
            return
        other, node = place
        call = other.parent(node)
        if isinstance(call, ast.Call) and call.func is node:
            yield from _of_coroutine(call, other)
        else:
            yield from _of_function(node, other)


def _of_coroutine(expr: ast.expr, model: SemanticModel) -> Iterator[Use]:
    """What becomes of the coroutine, generator or manager that *expr* gives."""
    child: ast.AST = expr
    parent = model.parent(expr)
    while isinstance(parent, _THROUGH):
        child, parent = parent, model.parent(parent)
    match parent:
        case ast.Await() | ast.Return() | ast.withitem() | ast.AsyncFor() | ast.comprehension():
            yield Use(WAITED, model, parent)
        case ast.Call():
            yield from _of_argument(parent, child, model)
        case ast.Lambda():
            yield from _of_function(parent, model)
        case ast.Assign(targets=[ast.Name(id=name)]):
            yield from _of_variable(name, parent, model)
        case _:
            yield Use(NOTHING if isinstance(parent, _LOOKED_AT) else COMPANY, model, expr)


def _of_variable(name: str, stmt: ast.Assign, model: SemanticModel) -> Iterator[Use]:
    """What becomes of the coroutine that *stmt* puts into a variable, as far as one function shows."""
    for node in model.scope_of(stmt).names(name):
        if isinstance(node.ctx, ast.Load):
            yield from _of_coroutine(node, model)


def _of_argument(call: ast.Call, given: ast.AST, model: SemanticModel) -> Iterator[Use]:
    """What becomes of a coroutine that *call* is given."""
    if runs_in_own_loop(model, call.func):
        yield Use(RUN, model, call)
        return
    values = options_of(model.value_of(call.func))
    if any(_leaves(model, value) for value in values):
        yield Use(RUN if _is_only_task(call, model) else COMPANY, model, call)
        return
    waited = [*model.arguments_marked(call, "awaits"), *model.arguments_marked(call, "enters")]
    if given in waited:
        yield from _of_coroutine(call, model)
    else:
        yield Use(NOTHING if all(map(_is_own, values)) else COMPANY, model, call)


def _is_only_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* makes the one task of a plain function that runs a loop until it is done.

    ``task = loop.create_task(main())``, ``loop.run_until_complete(task)``: so that it can be cancelled.
    """
    scope = model.scope_of(call)
    match model.parent(call):
        case ast.Assign(targets=[ast.Name(id=name)]) if not scope.is_coroutine:
            others = (other for other in scope.of_type(ast.Call) if other is not call)
        case _:
            return False
    is_run = False
    for other in others:
        given = other.args[0] if other.args else None
        if isinstance(given, ast.Name) and given.id == name:
            is_run |= runs_in_own_loop(model, other.func)
        if any(leaves_running(model, one) for one in options_of(model.value_of(other.func))):
            if not runs_in_own_loop(model, other.func):
                return False
    return is_run


def _of_function(node: ast.expr, model: SemanticModel) -> Iterator[Use]:
    """What becomes of the function that *node* is, which nobody calls there."""
    child: ast.AST = node
    parent = model.parent(node)
    while isinstance(parent, _THROUGH):
        child, parent = parent, model.parent(parent)
    if not isinstance(parent, ast.Call) or child is parent.func:
        yield Use(NOTHING if isinstance(parent, _LOOKED_AT) else COMPANY, model, node)
    elif runs_in_own_loop(model, parent.func):
        yield Use(RUN, model, parent)
    elif model.refers_to(parent.func, _PARTIAL):
        yield from _of_function(parent, model)
    else:
        values = options_of(model.value_of(parent.func))
        is_harmless = all(
            looks_only(value) or (_is_own(value) and not _leaves(model, value)) for value in values
        )
        yield Use(NOTHING if is_harmless else COMPANY, model, parent)


def _leaves(model: SemanticModel, callee: Value) -> bool:
    """Whether a call of *callee*, or the making of an object of that class, leaves something running."""
    if isinstance(callee, ClassValue):
        made = model.types.members.method(Instance(callee.summary), "__init__")
        return made is not None and leaves_running(model, made)
    return leaves_running(model, callee)


def _is_own(callee: Value) -> bool:
    """Whether the project defines what is called."""
    return isinstance(callee, (ClassValue, FunctionValue)) and not callee.summary.module.is_stub
