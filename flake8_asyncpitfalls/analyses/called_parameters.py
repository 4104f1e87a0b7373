"""Functions that a function of the project is given, and how it calls them.

What a function does with its parameter says more than an annotation: where all that ever happens
to it are calls whose results are dropped, a coroutine function is called for nothing; where all
that happens are awaited calls, a plain function fails. A method may also store it in an attribute, or
in a list or dictionary there: then all that its class does with that counts. Any other use (it is
passed on, tested with ``iscoroutinefunction``) leaves the question open.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.passed_arguments import passed, taken_by
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

DROPPED = "dropped"
AWAITED = "awaited"
_NOTHING = "nothing"
_FUNCTIONS = (ast.Name, ast.Attribute, ast.Lambda, ast.Call)
_KEEPING = frozenset({"add", "append", "clear", "discard", "extend", "insert", "pop", "remove"})
"""Methods of a container that call none of the functions in it."""
_LISTING = frozenset({"copy", "list", "tuple", "values"})


def arguments_called(
    model: SemanticModel, call: ast.Call, use: str, is_wanted: Callable[[ast.expr], bool]
) -> Iterator[ast.expr]:
    """The arguments of *call* that the callee, a function of the project, only calls.

    *use*: ``DROPPED`` where it drops each result, ``AWAITED`` where it awaits each. Only arguments
    for which *is_wanted* holds count: few are, and then nobody has to read the body of the callee.
    """
    function = own_callee(model, call)
    if function is None:
        return
    for name, expr in _passed(function, call):
        if isinstance(expr, _FUNCTIONS) and is_wanted(expr):
            if model.analysis(_CalledParameters).use(function.summary, name) == use:
                yield expr


def is_stored_and_dropped(model: SemanticModel, call: ast.Call, expr: ast.expr) -> bool:
    """Whether the callee stores its argument *expr* in the object, which only drops what it gives."""
    function = own_callee(model, call)
    names = [] if function is None else [n for n, given in _passed(function, call) if given is expr]
    if function is None or not names or function.summary.class_identity is None:
        return False
    return model.analysis(_CalledParameters).is_dropped_by_class(function.summary, names[0])


def own_callee(model: SemanticModel, call: ast.Call) -> FunctionValue | None:
    """The one function or constructor of the project that *call* certainly calls, with a function."""
    for expr in arguments_of(call):
        if isinstance(expr, _FUNCTIONS):
            break
    else:  # as for most calls, and several rules ask
        return None
    known = model.analysis(_CalledParameters).callees
    if call not in known:
        known[call] = _own_callee(model, call)
    return known[call]


def _own_callee(model: SemanticModel, call: ast.Call) -> FunctionValue | None:
    callee = model.value_of(call.func)
    if isinstance(callee, ClassValue) and not callee.summary.module.is_stub:
        made = model.types.members.method(Instance(callee.summary), "__init__")
        callee = UNKNOWN_VALUE if made is None else made
    is_known = isinstance(callee, FunctionValue) and not callee.call_kind
    return callee if is_known and not callee.summary.module.is_stub else None  # type: ignore[union-attr,return-value]


class _CalledParameters:
    """Remembers for one file what functions do with the parameters that were asked about."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[tuple[FunctionSummary, str], str] = {}
        self.callees: dict[ast.Call, FunctionValue | None] = {}

    def use(self, function: FunctionSummary, name: str) -> str:
        """``DROPPED``, ``AWAITED``, or '' where neither is certain."""
        key = function, name
        if key not in self._known:
            self._known[key] = "" if function.decorators else _use(name, function.scope)
        return self._known[key]

    def is_dropped_by_class(self, function: FunctionSummary, name: str) -> bool:
        """Whether *function*, a method, only stores the parameter, and its class drops all results."""
        key = function, f"self.{name}"
        if key not in self._known:
            self._known[key] = "" if function.decorators else _use_where_stored(name, function)
        return self._known[key] == DROPPED


def _use_where_stored(name: str, function: FunctionSummary) -> str:
    """``DROPPED`` if the attribute that takes the parameter is only called, for nothing."""
    scope, parents = function.scope, function.module.terms.parents
    owner = scope.parent
    reads = [n for inner in scope.walk() for n in inner.names(name)]
    attributes = {_attribute_for(node, parents) for node in reads}
    if owner is None or len(attributes) != 1 or None in attributes:
        return ""
    kept = attributes.pop()
    found = [
        _use_of_kept(node, parents)
        for inner in owner.walk()
        for node in inner.of_type(ast.Attribute)
        if node.attr == kept and isinstance(node.ctx, ast.Load) and _is_self(node.value)
    ]
    return DROPPED if all(found) and DROPPED in found else ""


def _attribute_for(node: ast.Name, parents: Mapping[ast.AST, ast.AST]) -> str | None:
    """The attribute of ``self`` that stores the parameter read at *node*."""
    parent = parents[node]
    around = parents[parent]
    match parent, around:
        case ast.Assign(targets=[ast.Attribute(value=owner, attr=attr)]), _ if _is_self(owner):
            return attr
        case ast.AnnAssign(target=ast.Attribute(value=owner, attr=attr)), _ if _is_self(owner):
            return attr
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(value=owner, attr=attr))]), _:
            return attr if _is_self(owner) else None
        case (
            ast.Call(func=ast.Attribute(value=ast.Attribute(value=owner, attr=attr), attr=method)),
            ast.Expr(),
        ):
            return attr if _is_self(owner) and method in ("add", "append") else None
    return None


def _is_self(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Name) and expr.id == "self"


def _use_of_kept(node: ast.expr, parents: Mapping[ast.AST, ast.AST]) -> str:
    """``DROPPED`` where *node* is called for nothing, ``nothing`` where it is not called; else ''."""
    parent = parents[node]
    around = parents[parent]
    match parent, around:
        case ast.Call(func=func), ast.Expr() if func is node:
            return DROPPED
        case ast.Attribute(attr=attr), ast.Call() if attr in _LISTING:
            return _use_of_kept(around, parents)
        case ast.Attribute(attr=attr), ast.Call() if attr in _KEEPING:
            return _NOTHING
        case ast.Call(func=ast.Name(id=name)), _ if name in _LISTING:
            return _use_of_kept(parent, parents)
        case ast.For(iter=iterated, target=ast.Name() as target), _ if iterated is node:
            return _use_in_loop(target, parent, parents)
        case ast.Subscript(ctx=ast.Load()), _:
            return _use_of_kept(parent, parents)
        case ast.Subscript(), _:
            return _NOTHING
        case ast.Compare(ops=[ast.Is() | ast.IsNot() | ast.In() | ast.NotIn()]), _:
            return _NOTHING
    return _NOTHING if isinstance(parent, (ast.If, ast.UnaryOp, ast.BoolOp)) else ""


def _use_in_loop(target: ast.Name, loop: ast.For, parents: Mapping[ast.AST, ast.AST]) -> str:
    uses = [
        _use_of_kept(node, parents)
        for stmt in loop.body
        for node in ast.walk(stmt)
        if isinstance(node, ast.Name) and node.id == target.id
    ]
    return DROPPED if uses and all(uses) and DROPPED in uses else ""


def _use(name: str, scope: Scope) -> str:
    names = [node for inner in scope.walk() for node in inner.of_type(ast.Name) if node.id == name]
    dropped = {id(call.func) for inner in scope.walk() for call in _called(inner, ast.Expr)}
    awaited = {id(call.func) for inner in scope.walk() for call in _called(inner, ast.Await)}
    tested = {id(test) for inner in scope.walk() for test in _tests(inner)}
    reads = {id(node) for node in names} - tested
    if not reads or any(not isinstance(node.ctx, ast.Load) for node in names):
        return ""
    if reads <= dropped:
        return DROPPED
    return AWAITED if reads <= awaited else ""


def _called(scope: Scope, around: type[ast.Expr | ast.Await]) -> Iterator[ast.Call]:
    """The calls that are all of a statement, or all that an ``await`` is for."""
    for node in scope.of_type(around):
        if isinstance(node.value, ast.Call):
            yield node.value


def _tests(scope: Scope) -> Iterator[ast.expr]:
    """What is asked whether it is there at all: ``if callback:``, ``callback is not None``."""
    for statement in scope.of_type(ast.If):
        yield statement.test
    for expr in scope.of_type(ast.IfExp):
        yield expr.test
    for operation in scope.of_type(ast.BoolOp):
        yield from operation.values[:-1]
    for compare in scope.of_type(ast.Compare):
        if isinstance(compare.ops[0], (ast.Is, ast.IsNot)):
            yield compare.left


def _passed(function: FunctionValue, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of *function* that *call* certainly passes something for."""
    names = {p.name for p in function.summary.parameters if p.kind not in ("args", "kwargs")}
    return ((name, value) for name, value in taken_by(function, passed(call)) if name in names)
