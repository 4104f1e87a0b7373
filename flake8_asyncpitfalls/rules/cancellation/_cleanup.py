"""Which waits of code that cleans up a cancellation cuts short, in trio and anyio."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.cancellation._delivery import has_shield, is_shielded
from flake8_asyncpitfalls.rules.cancellation._handlers import is_caught
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Partial,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import (
    State,
    states_at_ends,
    suspensions,
    walk_code,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_PREPARED = (
    "cancel_shielded_checkpoint", "checkpoint_if_cancelled", "aclose_forcefully", "__aexit__", "athrow",
)  # fmt: skip
"""What does its own part in a cancelled scope; the last two are told of the exception."""
_DEPTH = 3
"""How many functions deep to look for a shield."""


def first_harmed_wait(body: Sequence[ast.stmt], model: SemanticModel) -> ast.AST | None:
    """The first place in *body* where a cancellation can arrive and does harm."""
    if any(_shields(node) for stmt in body for node in ast.walk(stmt)):
        return None
    first = next((node for node in suspensions(body) if _is_harmed(node, model)), None)
    return None if first is None or is_caught(first, body, model) else first


def is_known_to_wait(node: ast.AST, model: SemanticModel) -> bool:
    """Whether it is known what *node* waits for; what nobody knows may end at once, as ``aclose()`` does."""
    match node:
        case ast.AsyncWith(items=items):
            waited = [item.context_expr for item in items]
        case ast.AsyncFor(iter=value) | ast.comprehension(iter=value) | ast.Await(value=value):
            waited = [value]
        case _:
            return True
    return all(_is_known(expr, model) for expr in waited)


def _is_known(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether a call is one of a function or class that is known, or anything else is known itself."""
    if isinstance(expr, ast.Call):
        callees = options_of(model.value_of(expr.func))
        return all(isinstance(callee, (ClassValue, FunctionValue, Partial)) for callee in callees)
    options = options_of(model.value_of(expr))
    return not any(isinstance(option, (Unknown, UnresolvedName)) for option in options)


def raises_after_wait(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether there is a way to a bare ``raise`` of *handler* that waits first."""
    own = [stmt for stmt in _bare_raises(handler) if _handler_of(stmt, model) is handler]
    found: list[ast.AST] = []

    def after(node: ast.AST, state: State) -> State:
        if node in own and True in state:
            found.append(node)
        is_wait = any(_is_harmed(part, model) for part in suspensions([node]))
        return frozenset({True}) if is_wait else state

    if own:
        states_at_ends(handler.body, after)
    return bool(found)


def _is_harmed(node: ast.AST, model: SemanticModel) -> bool:
    call = node.value if isinstance(node, ast.Await) else None
    if isinstance(call, ast.Call) and _is_prepared(call, model, _DEPTH):
        return False
    return not is_shielded(node, model)


def _is_prepared(call: ast.Call, model: SemanticModel, depth: int) -> bool:
    """Whether what *call* awaits is made for a cancelled scope, or cannot be looked into."""
    name = unparsed(call.func).rpartition(".")[2]
    if name == "aclose" and not call.args and not call.keywords:
        return True
    if name in _PREPARED or has_shield(call):
        return True
    # A receiver of one of several classes has the method of each of them.
    options = options_of(model.value_of(call.func))
    return all(_is_prepared_function(option, model, depth) for option in options)


def _is_prepared_function(function: Value, model: SemanticModel, depth: int) -> bool:
    """What ``_is_prepared`` says of a call of *function*."""
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return False
    if function.summary.module is not model.module or not depth:
        return True
    scope = function.summary.scope
    if any(has_shield(node) for node in ast.walk(scope.node) if isinstance(node, ast.Call)):
        return True
    return all(
        is_shielded(node, model)
        or (
            isinstance(node, ast.Await)
            and isinstance(node.value, ast.Call)
            and _is_prepared(node.value, model, depth - 1)
        )
        for node in suspensions(scope.body)
    )


def _shields(node: ast.AST) -> bool:
    """Whether a scope gets its shield by ``scope.shield = True``."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "shield"
        and isinstance(node.ctx, ast.Store)
    )


def _bare_raises(handler: ast.ExceptHandler) -> Iterator[ast.Raise]:
    for node in walk_code(handler.body):
        if isinstance(node, ast.Raise) and node.exc is None:
            yield node


def _handler_of(stmt: ast.Raise, model: SemanticModel) -> ast.AST:
    node = model.parent(stmt)
    while not isinstance(node, ast.ExceptHandler):
        node = model.parent(node)
    return node
