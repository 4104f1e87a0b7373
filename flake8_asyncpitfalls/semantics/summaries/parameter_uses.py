"""What a function does with its parameters: which it can only use as plain values, which it awaits.

A parameter that is subscripted, added or iterated cannot be a coroutine, whatever its annotation
says or does not say. One that is awaited, started as a task or tested for being awaitable can be,
even where the annotation names a plain class.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.node_fields import walked

VALUE = "value"
AWAITED = "awaited"
_AWAITING = frozenset({
    "as_completed", "async_add_job", "create_task", "ensure_future", "gather", "isawaitable",
    "iscoroutine", "run", "run_coroutine_threadsafe", "run_until_complete", "shield", "wait",
    "wait_for",
})  # fmt: skip
_CONSUMING = frozenset({
    "abs", "all", "any", "bytes", "dict", "enumerate", "float", "frozenset", "int", "len", "list",
    "max", "min", "reversed", "round", "set", "sorted", "sum", "tuple", "zip",
})  # fmt: skip
_SHOWING = frozenset({"bool", "format", "print", "repr", "str"})
_OWN_ATTRIBUTES = frozenset({"close", "send", "throw"})
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_FAILS, _SHOWS, _AWAITS, _OTHER = "fails", "shows", "awaits", "other"


def parameter_uses(
    names: frozenset[str], scope: Scope, parents: Mapping[ast.AST, ast.AST]
) -> dict[str, str]:
    """``VALUE`` or ``AWAITED`` for each of the parameters *names* of which either is certain."""
    reads: dict[str, list[ast.Name]] = {name: [] for name in names}
    unfit: set[str] = set()
    for inner in scope.walk():
        for node in inner.of_type(ast.Name):
            if node.id not in reads:
                continue
            if inner is scope and isinstance(node.ctx, ast.Load):
                reads[node.id].append(node)
            else:
                unfit.add(node.id)
    found: dict[str, str] = {}
    for name, nodes in reads.items():
        kinds = [_kind(node, parents) for node in nodes]
        if _AWAITS in kinds:
            found[name] = AWAITED
        elif name not in unfit and _is_value(nodes, kinds, scope, parents):
            found[name] = VALUE
    return found


def _is_value(
    nodes: list[ast.Name], kinds: list[str], scope: Scope, parents: Mapping[ast.AST, ast.AST]
) -> bool:
    """Whether some use fails on a coroutine, and it cannot be meant for any other use."""
    if _OTHER not in kinds:
        return _FAILS in kinds
    return any(
        kind == _FAILS and _statement(node, parents) in scope.body
        for node, kind in zip(nodes, kinds, strict=True)
    )


def _statement(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> ast.AST | None:
    """The simple statement that evaluates *node* in any case; None where that may be left out."""
    while not isinstance(node, ast.stmt):
        if isinstance(node, (ast.IfExp, ast.BoolOp, ast.Lambda, ast.comprehension)):
            return None
        node = parents[node]
    is_simple = isinstance(node, (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return, ast.AugAssign))
    return node if is_simple else None


def _kind(name: ast.Name, parents: Mapping[ast.AST, ast.AST]) -> str:
    """What the place around *name* does to a coroutine there."""
    parent = parents[name]
    match parent:
        case ast.Await():
            return _AWAITS
        case ast.keyword():
            return _AWAITS if _awaits(parents[parent]) else _OTHER
        case ast.Call():
            return _of_call(parent, name)
    if _fails(parent, name):
        return _FAILS
    return _SHOWS if _shows(parent, name) else _OTHER


def _fails(parent: ast.AST, name: ast.Name) -> bool:
    """Whether *parent* is an operator that a coroutine does not have."""
    match parent:
        case ast.Starred() | ast.BinOp() | ast.AugAssign():
            return True
        case ast.Attribute(attr=attr):
            return attr not in _OWN_ATTRIBUTES and not attr.startswith(("cr_", "__"))
        case ast.Subscript(value=inner) | ast.For(iter=inner) | ast.comprehension(iter=inner):
            return inner is name
        case ast.UnaryOp(op=op):
            return not isinstance(op, ast.Not)
        case ast.Compare(ops=ops):
            return any(isinstance(op, _ORDERING) for op in ops)
    return False


def _shows(parent: ast.AST, name: ast.Name) -> bool:
    """Whether *parent* only looks at what *name* is, and works with anything."""
    match parent:
        case ast.IfExp(test=test):
            return test is name
        case ast.BoolOp(values=values):
            return values[-1] is not name
    return isinstance(
        parent, (ast.FormattedValue, ast.If, ast.While, ast.Assert, ast.UnaryOp, ast.Compare)
    )


def _of_call(call: ast.Call, name: ast.Name) -> str:
    if call.func is name:
        return _OTHER
    called = getattr(call.func, "id", "")
    if _awaits(call) or (called == "isinstance" and _names_awaitable(call)):
        return _AWAITS
    if called in _CONSUMING:
        return _FAILS
    return _SHOWS if called in _SHOWING else _OTHER


def _awaits(call: ast.AST) -> bool:
    """Whether *call* may await its arguments, or asks whether it could."""
    func = call.func if isinstance(call, ast.Call) else call
    return getattr(func, "attr", getattr(func, "id", "")) in _AWAITING


def _names_awaitable(call: ast.Call) -> bool:
    return any(
        getattr(node, "attr", getattr(node, "id", ""))
        in ("Awaitable", "Coroutine", "CoroutineType")
        for node in walked(call)
    )
