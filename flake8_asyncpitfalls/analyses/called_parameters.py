"""Functions that a function of the project is given, and how it calls them.

What a function does with its parameter says more than an annotation: where all that ever happens
to it are calls whose results are dropped, a coroutine function is called for nothing; where all
that happens are awaited calls, a plain function fails. Any other use (it is stored, passed on,
tested with ``iscoroutinefunction``) leaves the question open.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

DROPPED = "dropped"
AWAITED = "awaited"
_FUNCTIONS = (ast.Name, ast.Attribute, ast.Lambda)


def arguments_called(
    model: SemanticModel, call: ast.Call, use: str, is_wanted: Callable[[ast.expr], bool]
) -> Iterator[ast.expr]:
    """The arguments of *call* that the callee, a function of the project, only calls.

    *use*: ``DROPPED`` where it drops each result, ``AWAITED`` where it awaits each. Only arguments
    for which *is_wanted* holds count: few are, and then nobody has to read the body of the callee.
    """
    if not any(isinstance(expr, _FUNCTIONS) for expr in _arguments(call)):
        return
    options = options_of(model.value_of(call.func))
    functions = [o for o in options if isinstance(o, FunctionValue) and not o.call_kind]
    if len(functions) != 1 or len(options) != 1 or functions[0].summary.module.is_stub:
        return
    function = functions[0]
    for name, expr in _passed(function, call):
        if isinstance(expr, _FUNCTIONS) and is_wanted(expr):
            if model.analysis(_CalledParameters).use(function.summary, name) == use:
                yield expr


class _CalledParameters:
    """Remembers for one file what functions do with the parameters that were asked about."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[tuple[FunctionSummary, str], str] = {}

    def use(self, function: FunctionSummary, name: str) -> str:
        """``DROPPED``, ``AWAITED``, or '' where neither is certain."""
        key = function, name
        if key not in self._known:
            self._known[key] = "" if function.decorators else _use(name, function.scope)
        return self._known[key]


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
        if isinstance(compare.ops[0], ast.Is | ast.IsNot):
            yield compare.left


def _passed(function: FunctionValue, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of *function* that *call* certainly passes something for."""
    parameters = function.summary.parameters
    if function.receiver is not None:
        parameters = parameters[1:]
    in_order = [p.name for p in parameters if p.kind in ("positional", "plain")]
    for name, argument in zip(in_order, call.args, strict=False):
        if isinstance(argument, ast.Starred):
            break
        yield name, argument
    names = {p.name for p in parameters if p.kind in ("plain", "keyword")}
    for keyword in call.keywords:
        if keyword.arg in names:
            yield keyword.arg, keyword.value


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]
